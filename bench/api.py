"""The service's API in a process of its own, and how it is asked past its cache."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.workers import environment_of
from olympus.settings import Settings

UNCACHED = {"Cache-Control": "no-cache"}
"""What a request says that is to be answered anew, whatever was answered before."""


@dataclass(frozen=True, slots=True)
class Served:
    """A process that answers, and where."""

    address: str
    pid: int


@contextmanager
def api_process(settings: Settings, *, now: datetime | None = None) -> Iterator[Served]:
    """`olympus serve` from when it answers until it has stopped, its clock started at `now`."""
    command = [str(Path(sys.executable).with_name("olympus")), "serve"]
    clock = {"OLYMPUS_NOW": now.isoformat()} if now else {}
    with process_that_serves(command, environment_of(settings) | clock | {"PORT": "0"}) as served:
        yield served


@contextmanager
def process_that_serves(command: list[str], environment: dict[str, str]) -> Iterator[Served]:
    """A process that says its address in its first line, as the third word, once it answers."""
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("Serving at "), f"{command} did not start: {said}"
            yield Served(said.split()[2].rstrip(","), process.pid)
        finally:
            process.terminate()
            process.wait()
