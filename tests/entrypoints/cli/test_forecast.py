"""`olympus forecast` as its user meets it: series in, forecasts out, and a sentence for each that is no good."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from olympus.entrypoints.cli.app import main

Run = Callable[..., tuple[int, str, str]]
FIELDS = ["id", "mean", "lower_80", "upper_80", "lower_95", "upper_95", "model"]
TWO_WEEKS = [5, 6, 7, 8, 9, 20, 21] * 2
LONG = [place % 7 + 0.25 for place in range(100_000)]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `olympus forecast`; gives its exit code, and what it said on standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        with pytest.raises(SystemExit) as ended:
            main(["forecast", *map(str, arguments)])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def answers(out: str) -> list[dict[str, Any]]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return [json.loads(line, parse_constant=refuse) for line in out.splitlines()]


def test_lines_are_answered_in_their_order(run: Run) -> None:
    sent = [{"id": name, "values": TWO_WEEKS, "season": 7, "horizon": 3} for name in ("b", "a", "c")]

    code, out, _ = run("--stdin", typed="\n".join(map(json.dumps, sent)))

    assert code == 0
    assert [each["id"] for each in answers(out)] == ["b", "a", "c"]
    for told in answers(out):
        assert list(told) == FIELDS
        assert len(told["mean"]) == len(told["lower_95"]) == 3


def test_several_seasons_may_be_given(run: Run) -> None:
    sent = {"id": 1, "values": [place % 24 for place in range(400)], "season": [24, 168], "horizon": 24}

    _, out, _ = run("--stdin", typed=json.dumps(sent))

    assert answers(out)[0]["mean"] == pytest.approx([(400 + step) % 24 for step in range(24)], abs=0.5)


@pytest.mark.parametrize(
    "sent",
    [
        {"values": [5], "horizon": 3},
        {"values": [0] * 10, "horizon": 3},
        {"values": [4] * 10, "season": 2, "horizon": 3},
        {"values": [-4, -3, -5, -4, 4], "season": 2, "horizon": 3},
        {"values": [1e15, 1.1e15, 1e15, 1.2e15], "horizon": 3},
        {"values": [None, 1, 2, None, 3, 4], "season": 2, "horizon": 3},
        {"values": [float("nan"), 1, 2], "horizon": 3},
        {"values": [1, 2, 3], "season": 500, "horizon": 3},
        {"values": LONG, "season": [7, 365.25], "horizon": 3},
        {"values": [1, 2, 3, 2] * 3, "season": 4, "horizon": 10_000},
    ],
)
def test_odd_series_are_forecast(run: Run, sent: dict[str, Any]) -> None:
    code, out, _ = run("--stdin", typed=json.dumps({"id": "odd", **sent}))

    (told,) = answers(out)
    assert (code, told["id"]) == (0, "odd")
    assert len(told["upper_95"]) == sent["horizon"]


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ('{"id": "a", "values": [1], "horizon": 0}', "a", "1 to 10,000 steps ahead, not 0"),
        ('{"id": "a", "values": [1], "horizon": 10001}', "a", "not 10001"),
        ('{"id": "a", "values": [], "horizon": 1}', "a", "at least one known value"),
        ('{"id": "a", "values": [null, NaN], "horizon": 1}', "a", "at least one known value"),
        ('{"id": "a", "values": [1, Infinity], "horizon": 1}', "a", "not inf"),
        ('{"id": "a", "values": [1e999], "horizon": 1}', "a", "out of range"),
        ('{"id": "a", "values": ["many"], "horizon": 1}', "a", "got `str`"),
        ('{"id": "a", "values": [1], "season": 0, "horizon": 1}', "a", "A season is a number of steps"),
        ('{"id": "a", "values": [1]}', "a", "horizon"),
        ("NaN and nonsense", None, ""),
        ("nonsense", None, "malformed"),
    ],
)
def test_each_bad_line_is_answered_by_what_is_wrong_and_the_others_go_on(
    run: Run, line: str, name: str | None, said: str
) -> None:
    good = json.dumps({"id": "good", "values": [1, 2, 3], "horizon": 2})

    code, out, err = run("--stdin", typed=f"{line}\n\n{good}\n")

    bad, told = answers(out)
    assert code == 1
    assert bad["id"] == name
    assert said in bad["error"]
    assert told["id"] == "good"
    assert "Traceback" not in err


def test_a_table_is_read_by_its_columns_and_drawn(run: Run, tmp_path: Path) -> None:
    table, plot = tmp_path / "sales.csv", tmp_path / "sales.svg"
    days = [f"2026-03-{day:02}" for day in range(1, 29) if day != 9]
    rows = [f"{day},{name},{value % 7 + 1}" for name in ("tea", "cake") for value, day in enumerate(days)]
    table.write_text("\n".join(["ds,id,y", *reversed(rows), "2026-03-29,young,4"]))

    code, out, err = run(table, "--horizon", "7", "--season", "7", "--plot", plot)

    assert code == 0
    assert sorted(each["id"] for each in answers(out)) == ["cake", "tea", "young"]
    assert "young: The history has only 1 known value" in err
    assert plot.read_bytes().startswith(b"<svg")


def test_a_day_that_is_missing_in_a_table_is_not_skipped(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "sales.csv"
    values = {day: 100 if day % 7 == 0 else 10 for day in range(1, 32)}
    table.write_text("date,value\n" + "\n".join(f"2026-03-{d:02},{v}" for d, v in values.items() if d % 8))

    _, out, _ = run(table, "--horizon", "7", "--season", "7")

    assert max(enumerate(answers(out)[0]["mean"]), key=lambda each: each[1])[0] == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("date,amount\n2026-03-01,4\n", "no column called value or y"),
        ("date,value\n2026-03-01,many\n", "Line 2 of sales.csv has 'many'"),
        (None, "There is no file"),
    ],
)
def test_a_table_that_is_no_good_is_answered_with_a_sentence(
    run: Run, tmp_path: Path, content: str | None, said: str
) -> None:
    table = tmp_path / "sales.csv"
    if content is not None:
        table.write_text(content)

    code, out, err = run(table)

    assert code != 0
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_neither_a_file_nor_lines_is_answered_with_a_sentence(run: Run) -> None:
    code, _, err = run()

    assert code != 0
    assert "Name a CSV file" in err
