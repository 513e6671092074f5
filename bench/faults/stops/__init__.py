"""SIGTERM to a worker under load, again and again."""

import argparse
import asyncio
from collections.abc import Iterator

from bench.faults.stops.series import stops
from bench.faults.verdict import Verdict
from bench.servers import fresh_servers


def add_options(parser: argparse.ArgumentParser) -> None:
    """How often it is told to stop."""
    parser.add_argument("--stops", type=int, default=100)


def run(chosen: argparse.Namespace) -> Iterator[Verdict]:
    """All of them on the same servers."""
    with fresh_servers() as settings:
        yield asyncio.run(stops(settings, count=chosen.stops, seed=chosen.seed))
