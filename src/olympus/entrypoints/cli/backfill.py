"""`olympus backfill`: gather what producers keep on streams of their own."""

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from olympus.entrypoints.cli.reach import reached

_console = Console(highlight=False, stderr=True)


async def backfill(
    pattern: Annotated[str, Parameter(help="Which streams, such as 'order-*'; `*` stands for anything.")],
    *more: Annotated[str, Parameter(help="Further patterns.")],
) -> None:
    """Gather the events that producers keep on streams of their own, such as one for each order.

    Each stream is read on from where it was left, so that running it again takes only what is new. An event
    that was announced as well counts once.
    """
    async with reached() as container:
        gather = container.gather_producer_streams()
        columns = (TextColumn("Gathered {task.completed:,} events"), TimeElapsedColumn())
        with Progress(*columns, console=_console, transient=True) as progress:
            gathering = progress.add_task("", total=None)
            gathered = await gather((pattern, *more), told=lambda number: progress.advance(gathering, number))
    _console.print(f"{gathered.messages:,} events gathered from {gathered.streams:,} streams.")
