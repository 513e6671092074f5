"""`make bench`: every promised figure on a line, and all of them as JSON."""

import argparse
from collections.abc import Callable, Iterator

from rich.console import Console

from bench import (
    anomalies,
    backlog,
    cached,
    dashboard,
    forecasts,
    intake,
    pages,
    published,
    questions,
    recommendations,
    replaced,
    rollups,
    start,
    warehouse,
)
from bench.figure import Figure, keep, tell

_BENCHMARKS: dict[str, Callable[..., Iterator[Figure]]] = {
    "start": start.measure,
    "intake": intake.measure,
    "backlog": backlog.measure,
    "rollups": rollups.measure,
    "dashboard": dashboard.measure,
    "cached": cached.measure,
    "questions": questions.measure,
    "recommendations": recommendations.measure,
    "forecasts": forecasts.measure,
    "anomalies": anomalies.measure,
    "pages": pages.measure,
    "replaced": replaced.measure,
    "warehouse": warehouse.measure,
    "published": published.measure,
}


def main() -> None:
    """Run them one after the other."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller numbers, for a first look")
    parser.add_argument("--only", choices=_BENCHMARKS, help="one benchmark alone")
    chosen = parser.parse_args()
    console = Console(width=120, highlight=False)
    figures: list[Figure] = []
    for name, measure in _BENCHMARKS.items():
        if chosen.only in (None, name):
            for figure in measure(quick=chosen.quick):
                figures.append(figure)
                tell(figure, console)
    console.print(f"\nwritten to {keep(figures).relative_to(keep(figures).parents[2])}")


if __name__ == "__main__":
    main()
