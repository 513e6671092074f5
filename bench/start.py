"""How long `olympus serve` takes to answer, and how much memory it needs."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figure import Figure
from bench.servers import fresh_servers

_GIVE_UP_SECONDS = 20


def measure(*, quick: bool) -> Iterator[Figure]:
    """Start it a few times and ask at once."""
    with fresh_servers() as settings:
        environment = {
            **os.environ,
            "DATABASE_URL": settings.database_url or "",
            "REDIS_URL": settings.redis_url or "",
        }
        starts = [_start(environment) for _ in range(1 if quick else 5)]
    yield Figure(
        "olympus serve: first answer after its start, median", median(s for s, _ in starts), "s", at_most=2
    )
    yield Figure("olympus serve: resident memory after it", max(m for _, m in starts), "MB", at_most=150)


def _start(environment: dict[str, str]) -> tuple[float, float]:
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("olympus"), "serve"],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _first_answer(f"http://127.0.0.1:{port}/api/health", began)
        return time.perf_counter() - began, _resident_megabytes(process.pid)
    finally:
        process.terminate()
        process.wait()


def _first_answer(url: str, began: float) -> None:
    while time.perf_counter() - began < _GIVE_UP_SECONDS:
        try:
            with urllib.request.urlopen(url):
                return
        except urllib.error.URLError:
            time.sleep(0.01)
    raise TimeoutError(f"no answer from {url}")


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(kilobytes) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
