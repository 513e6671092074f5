"""A BigQuery for tests: an emulator in a process and a folder of its own, gone afterwards."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from olympus.adapters.embedded.loopback_port import free_port
from olympus.adapters.embedded.supervised_process import SupervisedProcess

_ROOT = Path(__file__).parents[2]
_LAUNCHER = Path(__file__).with_name("launcher.py")
_SILENCE_SECONDS = 60.0


@contextmanager
def running_emulator() -> Iterator[str]:
    """The base URL of an emulator without datasets, on this machine's loopback address.

    It ends with the block, and when the thread that entered the block ends or
    dies. `OLYMPUS_TEST_EMULATOR_PYTHON` may name the Python that has the
    emulator, else it is the one of `.venv-emulator` (`make test` makes it).
    """
    with tempfile.TemporaryDirectory(prefix="olympus-bigquery-") as name:
        folder, port = Path(name), free_port()
        emulator = SupervisedProcess(
            [str(_emulator_python()), str(_LAUNCHER), str(port)],
            log=folder / "log",
            account=None,
            endings=(signal.SIGTERM, signal.SIGKILL),
        )
        base_url = f"http://127.0.0.1:{port}"
        emulator.start(lambda _pid: _answers(base_url), silence_seconds=_SILENCE_SECONDS)
        try:
            yield base_url
        finally:
            emulator.stop()


def _emulator_python() -> Path:
    python = Path(os.environ.get("OLYMPUS_TEST_EMULATOR_PYTHON", _ROOT / ".venv-emulator/bin/python"))
    if not python.exists():
        raise FileNotFoundError(f"No BigQuery emulator: {python} is missing. `make .venv/emulator` installs it.")
    return python


def _answers(base_url: str) -> bool:
    """Whether it serves. Its first answer opens the database, which takes longer than listening."""
    try:
        return httpx.get(f"{base_url}/bigquery/v2/projects/any/datasets", timeout=60).is_success
    except httpx.TransportError:
        return False
