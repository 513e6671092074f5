"""Callers who lose patience at any moment, in the process and over HTTP, among others who do not."""

import argparse
import asyncio
from collections.abc import Iterator

from bench.faults.cancellations.in_process import cancelled_requests
from bench.faults.cancellations.over_http import cut_connections
from bench.faults.verdict import Verdict
from bench.servers import fresh_servers


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many lose patience."""
    parser.add_argument("--requests", type=int, default=10_000, help="that are cancelled in the process")
    parser.add_argument("--disconnects", type=int, default=2_000, help="clients of `olympus serve` that hang up")


def run(chosen: argparse.Namespace) -> Iterator[Verdict]:
    """Both kinds, each on servers of its own."""
    with fresh_servers() as settings:
        yield asyncio.run(cancelled_requests(settings, requests=chosen.requests, seed=chosen.seed))
    with fresh_servers() as settings:
        yield asyncio.run(cut_connections(settings, disconnects=chosen.disconnects, seed=chosen.seed))
