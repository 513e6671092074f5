"""A worker process that dies at a named point, or, without one, works until SIGTERM like any other.

`python -m bench.faults.points.dying_worker [POINT VISIT]`
"""

import asyncio
import os
import sys

from bench.faults.points.death import Death
from bench.faults.points.dying_ports import lead_to
from bench.faults.points.point import Point
from olympus.composition import running
from olympus.entrypoints.event_loop import stop_on_signals
from olympus.entrypoints.worker import work
from olympus.settings import Settings
from olympus.use_cases.ingest import Pace

_TAKE_OVER_AFTER_SECONDS = 0.4
"""In place of several seconds, for which nobody wants to wait here."""


async def _work(death: Death | None) -> None:
    settings = Settings.from_environment(os.environ)
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    async with running(settings) as container:
        pace = Pace(batch_size=settings.batch_size, take_over_after_seconds=_TAKE_OVER_AFTER_SECONDS)
        container.ingest.set_kwargs(**{**container.ingest.kwargs, "pace": pace})
        if death:
            lead_to(death, container, stopping)
        await work(container, stopping)


def main(arguments: list[str]) -> None:
    """Work, and die if so told."""
    death = Death(Point(arguments[0]), visit=int(arguments[1])) if arguments else None
    asyncio.run(_work(death))


if __name__ == "__main__":
    main(sys.argv[1:])
