"""A process that owns servers, to be ended from outside; run as a program it is that process."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from olympus.adapters.embedded import embedded_servers
from tests.servers import FAST_POSTGRES, FAST_VALKEY


@dataclass(frozen=True, slots=True)
class Owner:
    """A running owner; `server_pids` waits until its servers answer."""

    process: subprocess.Popen[str]

    def server_pids(self) -> tuple[int, int]:
        assert self.process.stdout is not None
        postgres, valkey = json.loads(self.process.stdout.readline())
        return postgres, valkey


@contextmanager
def owner_of(folder: Path) -> Iterator[Owner]:
    """A process that starts servers on `folder` and keeps them until it is told to end."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__, str(folder)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Owner(process)
        finally:
            process.kill()


def _own(folder: Path) -> None:
    # shells let what they run in the background ignore Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with embedded_servers(folder, postgres_settings=FAST_POSTGRES, valkey_settings=FAST_VALKEY) as servers:
        print(json.dumps([servers.postgres.pid, servers.valkey.pid]), flush=True)
        signal.pause()


if __name__ == "__main__":
    _own(Path(sys.argv[1]))
