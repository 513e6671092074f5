"""Worker processes, and work for them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from olympus.composition import Container
from olympus.ports.event_stream import Intake, Message
from olympus.settings import Settings

_AT_ONCE = 2_000


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of a process that is to use the same servers."""
    servers = {"DATABASE_URL": settings.database_url or "", "REDIS_URL": settings.redis_url or ""}
    return os.environ | servers


@contextmanager
def worker_process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """`olympus worker`, from when it listens until it has stopped."""
    command = [str(Path(sys.executable).with_name("olympus")), "worker"]
    with subprocess.Popen(
        command, env=environment_of(settings), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        try:
            yield worker
        finally:
            worker.terminate()


async def append_all(container: Container, bodies: Sequence[bytes]) -> None:
    """Put messages on the stream as the service's own ways in do."""
    whose = container.decoder().likely_tenant
    for first in range(0, len(bodies), _AT_ONCE):
        batch = bodies[first : first + _AT_ONCE]
        await container.stream().append([Message(body, Intake.HTTP, tenant_id=whose(body)) for body in batch])
