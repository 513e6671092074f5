"""`olympus worker --status`: what waits, who works, and what was set aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.ports.event_stream import WorkerState
    from olympus.use_cases.survey_intake import IntakeSurvey


async def show_status(*, as_json: bool) -> int:
    """Print the survey; 0 when the workers keep up, 1 when they are behind."""
    async with reached() as container:
        survey = await container.survey_intake()()
    if as_json:
        import msgspec

        print(msgspec.json.encode(_out(survey)).decode())
    else:
        _print(survey)
    return 1 if survey.is_behind else 0


def _out(survey: "IntakeSurvey") -> dict[str, Any]:
    return {
        "behind": survey.is_behind,
        "lag_seconds": survey.backlog.oldest_seconds,
        "entries": survey.backlog.entries,
        "pending": survey.backlog.pending,
        "shards": survey.backlog.shards,
        "workers": survey.workers,
        "dead_letters": survey.dead_letters,
    }


def _print(survey: "IntakeSurvey") -> None:
    console = Console(highlight=False)
    backlog = survey.backlog
    shards = [(each.shard, each.entries, each.pending, _age(each.oldest_seconds)) for each in backlog.shards]
    console.print(_table("shard", ["entries", "pending", "oldest"], shards))
    if survey.workers:
        console.print(_table("worker", ["holds", "idle"], _by_worker(survey.workers)))
    else:
        console.print("No worker was ever heard of: start `olympus worker`.\n")
    if survey.dead_letters:
        console.print(_table("dead letters", ["number"], sorted(survey.dead_letters.items())))
    console.print(
        f"[bold red]Behind[/]: the oldest entry waits for {_age(backlog.oldest_seconds)}."
        if survey.is_behind
        else f"[bold green]Keeping up[/]: {backlog.entries:,} entries wait, {backlog.pending:,} of them at work."
    )


def _by_worker(states: Iterable["WorkerState"]) -> list[tuple[str, int, str]]:
    """What each holds on all shards, and since when no shard has heard of it."""
    of_each: Mapping[str, list[WorkerState]] = defaultdict(list)
    for state in states:
        of_each[state.worker].append(state)
    return [
        (worker, sum(each.pending for each in its), _age(min(each.idle_seconds for each in its)))
        for worker, its in sorted(of_each.items())
    ]


def _table(subject: str, columns: list[str], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(subject, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    return table


def _age(seconds: float) -> str:
    """Tenths of seconds below a minute, then whole units, as far as two of them say enough."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"
