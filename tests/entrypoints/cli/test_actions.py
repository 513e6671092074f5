"""Actions and inventory forecasts in the terminal, on real servers."""

import json
from pathlib import Path

import pytest

from tests.entrypoints.cli.test_commands import Run, nothing_runs, on_servers, run, work_off

__all__ = ["nothing_runs", "on_servers", "run"]


def _events() -> str:
    """Four teas a day for six weeks, and six left."""
    lines = [
        {
            "id": f"o-{back}",
            "name": "order.created",
            "tenant_id": "cafe",
            "occurred_at": f"2026-0{2 + (back > 27)}-{back - 27 if back > 27 else back + 1:02}T10:00:00Z",
            "payload": {
                "order_id": f"o-{back}",
                "total": "20.00",
                "currency": "EUR",
                "items": [{"product_id": "tea", "name": "Tea", "quantity": 4, "total": "20.00"}],
            },
        }
        for back in range(45)
    ]
    lines.append(
        {
            "id": "count",
            "name": "inventory.updated",
            "tenant_id": "cafe",
            "occurred_at": "2026-03-17T20:00:00Z",
            "payload": {"product_id": "tea", "quantity": 6},
        }
    )
    return "\n".join(map(json.dumps, lines))


@pytest.mark.usefixtures("on_servers")
def test_what_to_do_and_what_to_order(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLYMPUS_NOW", "2026-03-18T12:00:00Z")
    file = tmp_path / "events.jsonl"
    file.write_text(_events())
    assert run("publish", str(file))[0] == 0
    work_off()

    code, out, _ = run("actions", "--tenant", "cafe")
    assert code == 0
    assert "1. high Order" in out
    assert "Assumed:" in out
    told = json.loads(run("actions", "--tenant", "cafe", "--json", "--limit", "1")[1])
    assert told["recommendations"][0]["product_ids"] == ["tea"]
    assert "no events yet" in run("actions", "--tenant", "nobody")[1]

    code, out, _ = run("inventory", "tea", "--tenant", "cafe", "--lead-time-days", "3")
    assert code == 0
    assert "on Wed 18 Mar" in out
    assert "demand in 3 days of a delivery" in out
    told = json.loads(run("inventory", "tea", "--tenant", "cafe", "--json")[1])
    assert told["current_stock"] == 6

    assert run("inventory", "coffee", "--tenant", "cafe")[0] == 2
    assert run("inventory", "tea", "--tenant", "cafe", "--service-level", "1")[0] == 2
    assert run("actions", "--tenant", "cafe", "--limit", "0")[0] == 2


@pytest.mark.usefixtures("nothing_runs")
def test_without_servers_both_say_how_to_get_some(run: Run) -> None:
    for command in (("actions",), ("inventory", "tea")):
        code, _, err = run(*command, "--tenant", "cafe")
        assert code == 3
        assert "olympus up" in err
