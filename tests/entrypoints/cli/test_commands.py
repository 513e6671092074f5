"""The command line as its user meets it: on real servers, through its exit codes and its words."""

import asyncio
import gzip
import io
import json
import lzma
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.embedded import ServerAddresses
from olympus.entrypoints.cli.app import app, main

COMMANDS = [
    *("up", "serve", "worker", "migrate", "demo", "publish", "tenant", "dashboard", "dead-letters", "asyncapi"),
    *("backfill", "doctor", "cohorts", "segments", "query", "metrics", "ask", "interpret"),
    *("forecast", "recommend", "actions", "inventory", "warehouse", "anomalies"),
]
PAYMENT = (
    '{"id": "e1", "name": "payment.processed", "tenant_id": "cafe", "occurred_at": "2026-03-18T12:00:00Z",'
    ' "payload": {"payment_id": "p1", "order_id": "o1", "amount": "1234.50", "currency": "EUR"}}'
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; gives its exit code, and what it said on standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("OLYMPUS_DATA_DIR", str(tmp_path / "nothing here"))


@pytest.fixture
def on_servers(
    servers: ServerAddresses, engine: AsyncEngine, redis_client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty servers, found by their variables."""
    monkeypatch.setenv("DATABASE_URL", servers.database_url)
    monkeypatch.setenv("REDIS_URL", servers.redis_url)


def work_off() -> None:
    """What a worker would do with everything that waits."""

    async def until_idle() -> None:
        from olympus.entrypoints.cli.reach import reached

        async with reached() as container:
            await container.ingest().work_until_idle()

    import asyncio

    asyncio.run(until_idle())


def test_help_names_every_command_and_each_explains_itself(run: Run) -> None:
    _, out, _ = run("--help")
    assert all(f" {command} " in out for command in COMMANDS)
    for command in COMMANDS:
        code, out, _ = run(command, "--help")
        assert code == 0
        assert "Usage: olympus" in out


def test_an_unknown_command_or_option_is_refused(run: Run) -> None:
    assert run("upp")[0] != 0
    assert run("up", "--nonsense")[0] != 0


@pytest.mark.usefixtures("nothing_runs")
def test_without_servers_a_command_says_how_to_get_some(run: Run) -> None:
    code, _, err = run("dashboard", "cafe")
    assert code == 3
    assert "olympus up" in err
    assert "DATABASE_URL" in err
    code, out, _ = run("doctor")
    assert code == 1
    assert "start `olympus up`" in out


def test_every_mistake_in_the_environment_is_named_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("OLYMPUS_BATCHSIZE", "5")
    code, _, err = run("doctor")
    assert code == 2
    assert "PORT" in err
    assert "did you mean OLYMPUS_BATCH_SIZE?" in err


def test_servers_that_are_away_are_named_without_their_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/x")
    monkeypatch.setenv("REDIS_URL", "redis://:hunter2@127.0.0.1:1/0")
    code, out, err = run("tenant", "show", "cafe")
    assert code == 3
    code_of_doctor, told, _ = run("doctor")
    assert code_of_doctor == 1
    assert "hunter2" not in out + err + told


@pytest.mark.usefixtures("on_servers")
def test_the_doctor_finds_everything_well_on_migrated_servers(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 0, out
    assert "migrated: yes" in out
    assert run("migrate")[1].startswith("The schema is up to date")


@pytest.mark.usefixtures("on_servers")
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("events.jsonl", bytes),
        ("events.jsonl.gz", gzip.compress),
        ("events.jsonl.xz", lzma.compress),
    ],
)
def test_a_published_file_becomes_figures_and_dead_letters(
    run: Run, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / name
    file.write_bytes(pack(f"{PAYMENT}\n\n{PAYMENT}\nno json\n".encode()))

    code, _, err = run("publish", str(file))
    assert (code, "3 events sent" in err) == (0, True)
    work_off()

    code, out, _ = run("dashboard", "cafe", "--timeframe", "2026-03-18")
    assert code == 0
    assert "1,234.50 EUR" in out
    assert "Wed 18 Mar 2026 00:00 until Thu 19 Mar 2026 00:00, UTC" in out
    assert "not_json" in run("dead-letters", "list")[1]


@pytest.mark.usefixtures("on_servers")
def test_standard_input_is_published_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAYMENT.encode())))
    assert "1 events sent via stream" in run("publish", "-")[2]
    assert "1 events sent via pubsub" not in run("publish", "/no/such/file")[2]


@pytest.mark.usefixtures("on_servers")
def test_the_dashboard_as_json_is_what_the_api_answers(run: Run) -> None:
    code, out, _ = run("dashboard", "cafe", "--json", "--timeframe", "today")
    assert code == 0
    assert json.loads(out)["metrics"]["orders"] == 0
    assert "No events in this timeframe" in run("dashboard", "cafe")[1]


@pytest.mark.usefixtures("on_servers")
def test_what_cannot_be_asked_is_answered_with_what_can(run: Run) -> None:
    code, _, err = run("dashboard", "cafe", "--timeframe", "last_weeks")
    assert code == 2
    assert "last_week" in err
    code, _, err = run("dashboard", "c@fe")
    assert code == 2
    assert "cannot be a tenant" in err


@pytest.mark.usefixtures("on_servers")
def test_a_tenants_settings_are_changed_one_by_one(run: Run) -> None:
    assert run("tenant", "set", "cafe", "--time-zone", "Europe/Rome", "--day-start", "04:00")[0] == 0
    assert run("tenant", "set", "cafe", "--currency", "eur", "--retail-calendar", "4-5-4")[0] == 0
    _, out, _ = run("tenant", "show", "cafe")
    assert all(word in out for word in ("Europe/Rome", "04:00", "EUR", "4-5-4"))
    assert run("tenant", "set", "cafe", "--retail-calendar", "none")[0] == 0
    assert "calendar months" in run("tenant", "show", "cafe")[1]


@pytest.mark.usefixtures("on_servers")
@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--time-zone", "Europe/Rom", "Did you mean Europe/Rome?"),
        ("--week-start", "mon", "monday"),
        ("--day-start", "13:00", "00:00 to 12:00"),
        ("--day-start", "noon", "local time"),
        ("--default-reorder-point", "few", "number"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_can(run: Run, option: str, value: str, said: str) -> None:
    code, _, err = run("tenant", "set", "cafe", option, value)
    assert code == 2
    assert said in err


@pytest.mark.usefixtures("on_servers")
def test_a_dead_letter_is_listed_shown_mended_and_gone(run: Run, tmp_path: Path) -> None:
    poison, mended = tmp_path / "poison", tmp_path / "mended"
    poison.write_text(PAYMENT.replace('"1234.50"', '"lots"'))
    mended.write_text(PAYMENT)
    run("publish", str(poison))
    work_off()

    [letter_id] = [word for word in run("dead-letters", "list")[1].split() if len(word) == 24]
    assert '"lots"' in run("dead-letters", "show", letter_id)[1]
    assert run("dead-letters", "show", letter_id, "--raw")[1] == poison.read_text()
    assert run("dead-letters", "replay", letter_id)[0] == 1
    assert run("dead-letters", "replay", letter_id, "--mended", str(mended))[0] == 0
    work_off()
    assert "no dead letters" in run("dead-letters", "list")[1]
    assert "1,234.50" in run("dashboard", "cafe", "--timeframe", "2026-03-18")[1]


@pytest.mark.usefixtures("on_servers")
def test_purging_asks_first_unless_told_not_to(run: Run, tmp_path: Path) -> None:
    poison = tmp_path / "poison"
    poison.write_text("no json\n{}\n")
    run("publish", str(poison))
    work_off()
    assert run("dead-letters", "purge")[0] == 2
    assert run("dead-letters", "replay")[0] == 2
    assert run("dead-letters", "show", "nothing")[0] == 1
    assert "1 purged" in run("dead-letters", "purge", "--reason", "not-json", "--yes")[1]
    assert "1 purged" in run("dead-letters", "purge", "--yes")[1]


def test_every_command_is_registered_once() -> None:
    assert {name for name in app if not name.startswith("-")} == set(COMMANDS)


@pytest.mark.usefixtures("nothing_runs")
def test_asyncapi_prints_the_document_or_writes_it_to_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLYMPUS_STREAM", "shop:events")
    file = tmp_path / "asyncapi.json"

    code, out, _ = run("asyncapi")
    written, nothing, _ = run("asyncapi", "--output", str(file))

    assert (code, written, nothing) == (0, 0, "")
    assert json.loads(out)["channels"]["stream"]["address"] == "shop:events"
    assert file.read_text() == out


@pytest.mark.usefixtures("nothing_runs")
def test_asyncapi_says_where_it_cannot_write(run: Run, tmp_path: Path) -> None:
    code, out, err = run("asyncapi", "--output", str(tmp_path / "nowhere" / "asyncapi.json"))

    assert (code, out) == (1, "")
    assert "cannot be written: No such file or directory" in err


@pytest.mark.usefixtures("on_servers")
def test_a_backfill_takes_what_producers_keep_and_only_once(run: Run) -> None:
    import asyncio

    async def keep() -> None:
        from olympus.entrypoints.cli.reach import reached

        async with reached() as container:
            await container.redis().xadd("order-1", {"event": PAYMENT})

    asyncio.run(keep())

    assert "1 events gathered from 1 streams" in run("backfill", "order-*", "nothing-*")[2]
    assert "0 events gathered from 0 streams" in run("backfill", "order-*")[2]


@pytest.mark.usefixtures("on_servers")
def test_the_status_shows_what_waits_who_works_and_what_was_set_aside(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text(f"{PAYMENT}\nno json\n")
    run("publish", str(file))

    code, out, _ = run("worker", "--status")
    assert code == 0
    assert "Keeping up: 2 entries wait, 0 of them at work." in out

    work_off()
    code, out, _ = run("worker", "--status", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["behind"], told["entries"], told["lag_seconds"]) == (False, 0, 0)
    assert told["dead_letters"] == {"not_json": 1}
    assert {each["pending"] for each in told["workers"]} == {0}
    assert {each["shard"] for each in told["shards"]} >= {each["shard"] for each in told["workers"]}
    out = run("worker", "--status")[1]
    assert all(word in out for word in (told["workers"][0]["worker"][:20], "not_json", "Keeping up: 0 entries"))


@pytest.mark.usefixtures("on_servers")
async def test_the_status_says_when_the_workers_are_behind(
    run: Run, redis_client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_minutes_ago = int(time.time() * 1000) - 120_000
    await redis_client.xadd("olympus:events", {"event": PAYMENT}, id=f"{two_minutes_ago}-0")
    monkeypatch.setenv("OLYMPUS_STREAM_SHARDS", "1")

    code, out, _ = await asyncio.to_thread(run, "worker", "--status")

    assert code == 1
    assert "Behind: the oldest entry waits for 2 min" in out
    assert "No worker was ever heard of" in out


def test_the_status_of_servers_that_are_away_is_that_they_are(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/x")
    monkeypatch.setenv("REDIS_URL", "redis://:hunter2@127.0.0.1:1/0")

    code, out, err = run("worker", "--status")

    assert code == 3
    assert "cannot be reached" in err
    assert "hunter2" not in out + err


def test_json_alone_is_refused(run: Run) -> None:
    assert run("worker", "--json")[0] == 2


ORDERS = (
    '{"id": "o1", "name": "order.created", "tenant_id": "cafe", "occurred_at": "2026-03-18T12:00:00Z",'
    ' "payload": {"order_id": "o1", "total": "20.00", "currency": "EUR", "customer_id": "ann"}}\n'
    '{"id": "p1", "name": "payment.processed", "tenant_id": "cafe", "occurred_at": "2026-03-18T12:00:00Z",'
    ' "payload": {"payment_id": "p1", "order_id": "o1", "amount": "20.00", "currency": "EUR"}}\n'
)


@pytest.mark.usefixtures("on_servers")
def test_cohorts_and_segments_are_shown_as_tables_and_as_the_api_answers(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_text(ORDERS)
    assert run("publish", str(file))[0] == 0
    work_off()

    _, cohorts, _ = run("cohorts", "cafe", "--start", "2026-03-01", "--end", "2026-03-31")
    assert "2026-03" in cohorts
    assert "20.00" in cohorts
    _, segments, _ = run("segments", "cafe")
    assert "Needs attention" in segments
    assert "fewer than 5 customers" in segments
    told = json.loads(run("cohorts", "cafe", "--start", "2026-03-01", "--json")[1])
    assert told["cohorts"][0]["cohort_size"] == 1
    assert json.loads(run("segments", "cafe", "--json")[1])["total_customers"] == 1
    assert "Nobody joined" in run("cohorts", "cafe", "--end", "2020-01-01")[1]
    assert run("cohorts", "cafe", "--granularity", "weak")[0] == 2


@pytest.mark.usefixtures("on_servers")
def test_a_question_is_answered_in_the_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLYMPUS_NOW", "2026-03-18T12:30:00Z")
    file = tmp_path / "events.jsonl"
    file.write_text(PAYMENT)
    run("publish", str(file))
    work_off()

    asking = ("ask", "revenue per day this week", "--tenant", "cafe", "--chart")
    code, out, _ = run(*asking, str(tmp_path / "c.svg"))
    assert code == 0
    assert "Revenue this week (16 to 22 March 2026) was 1,234.50 EUR" in out
    assert (tmp_path / "c.svg").read_text().startswith("<svg")
    run(*asking, str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")

    _, out, _ = run("ask", "revenue this week", "--tenant", "cafe", "--json")
    assert json.loads(out)["result"]["metrics"] == ["revenue"]
    assert run("ask", "revenue today", "--tenant", "cafe", "--chart", str(tmp_path / "c.svg"))[0] == 2
    assert run(*asking, str(tmp_path / "c.gif"))[0] == 2
    assert run("ask", " ", "--tenant", "cafe")[0] == 2


@pytest.mark.usefixtures("nothing_runs")
def test_lines_of_questions_are_interpreted_without_servers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"query": "sales in Rome", "now": "2026-03-18T10:00:00Z", "values": {"location": ["Rome"]}},
        {"query": "", "now": "2026-03-18T10:00:00Z"},
        {"query": "orders last week", "now": "2026-03-18T10:00:00", "week_start": "Sunday"},
    ]
    monkeypatch.setattr("sys.stdin", _typed(*map(json.dumps, lines), "no JSON"))
    code, out, _ = run("interpret")

    first, empty, third, broken = map(json.loads, out.splitlines())
    assert code == 0
    assert first["filters"] == [{"dimension": "location", "op": "=", "value": "Rome"}]
    assert "error" in empty
    assert third["start"] == "2026-03-08T00:00:00Z"
    assert "error" in broken


@pytest.mark.usefixtures("nothing_runs")
def test_lines_of_times_are_read_without_servers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"text": "last week", "now": "2013-02-12T04:30:00", "timezone": "-02:00"},
        {"text": "since April", "now": "2026-03-18T10:00:00Z", "timezone": "Europe/Rome"},
        {"text": "blue", "now": "2026-03-18T10:00:00Z", "timezone": "UTC"},
    ]
    monkeypatch.setattr("sys.stdin", _typed(*map(json.dumps, lines)))
    _, out, _ = run("interpret", "--time-only")

    closed, opened, unread = map(json.loads, out.splitlines())
    assert closed == {
        "start": "2013-02-04T00:00:00-02:00",
        "end": "2013-02-11T00:00:00-02:00",
        "granularity": "week",
    }
    assert (opened["start"], opened["end"]) == ("2025-04-01T00:00:00+02:00", None)
    assert set(unread) == {"error"}


def _typed(*lines: str) -> io.TextIOWrapper:
    """Standard input that holds these lines."""
    return io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))


@pytest.mark.usefixtures("on_servers")
def test_the_warehouse_is_filled_asked_and_rebuilt_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLYMPUS_DATA_DIR", str(tmp_path))
    file = tmp_path / "events.jsonl"
    file.write_text(PAYMENT)
    run("publish", str(file))
    work_off()

    assert run("warehouse", "status")[1].endswith("s.\n")
    assert "1 events exported" in run("warehouse", "export")[1]
    assert "0 events exported" in run("warehouse", "export")[1]
    code, out, _ = run("warehouse", "status")
    assert (code, "0 events wait" in out) == (0, True)

    asked = "SELECT status, SUM(amount) AS amount FROM payments GROUP BY 1"
    code, out, err = run("warehouse", "query", "cafe", asked, "--json")
    assert (code, json.loads(out)) == (0, {"status": "completed", "amount": "1234.5"})
    assert "Reads at most" in err
    assert "completed" in run("warehouse", "query", "cafe", asked)[1]
    assert "1234" not in run("warehouse", "query", "bakery", asked)[1]
    code, _, err = run("warehouse", "query", "cafe", "DROP TABLE events")
    assert (code, "Only reading" in err) == (2, True)
    monkeypatch.setenv("OLYMPUS_WAREHOUSE_MOST_BYTES", "1")
    assert run("warehouse", "query", "cafe", asked)[0] == 1

    code, _, err = run("warehouse", "rebuild")
    assert (code, "There are events in this store" in err) == (2, True)
