"""A worker that kills itself at one named point of its work, again and again."""

import argparse
import asyncio
from collections.abc import Iterator

from bench.faults.points.point import Point
from bench.faults.points.series import deaths_at
from bench.faults.verdict import Verdict
from bench.servers import fresh_servers


def add_options(parser: argparse.ArgumentParser) -> None:
    """How often it dies, and where."""
    parser.add_argument("--deaths", type=int, default=50, help="at each point")
    parser.add_argument("--only", choices=list(Point), type=Point, help="one point alone")


def run(chosen: argparse.Namespace) -> Iterator[Verdict]:
    """A series of deaths for each point, each on servers of its own."""
    for point in Point:
        if chosen.only in (None, point):
            with fresh_servers() as settings:
                yield asyncio.run(deaths_at(point, settings, deaths=chosen.deaths, seed=chosen.seed))
