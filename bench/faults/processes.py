"""Processes of the service, for which faults are meant."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from subprocess import Popen
from typing import IO

from olympus.settings import Settings

_PROJECT = Path(__file__).parents[2]


def started_module(
    module: str,
    *arguments: str,
    settings: Settings,
    stdout: int = subprocess.DEVNULL,
    stderr: IO[bytes] | None = None,
    **variables: str,
) -> Popen[bytes]:
    """A module of ours as a process that reaches the servers of the settings.

    What it complains of goes to `stderr`, and is shown without one.
    """
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url or "",
        "REDIS_URL": settings.redis_url or "",
        "OLYMPUS_STREAM": settings.stream,
        "OLYMPUS_LOG_LEVEL": "warning",
        **variables,
    }
    command = [sys.executable, "-m", module, *arguments]
    return Popen(command, cwd=_PROJECT, env=environment, stdout=stdout, stderr=stderr)


async def exit_code(process: Popen[bytes], *, within_seconds: float) -> int | None:
    """How a process ended, by a signal if negative; None if it has not in time."""
    try:
        return await asyncio.to_thread(process.wait, within_seconds)
    except subprocess.TimeoutExpired:
        return None


def put_down(process: Popen[bytes]) -> None:
    """Make sure that a process is gone, whatever became of the rest."""
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()
