"""A Valkey of our own, from the wheel, on this machine's loopback address."""

import signal
import socket
from collections.abc import Mapping
from pathlib import Path

from olympus.adapters.embedded.account import give
from olympus.adapters.embedded.data_folder import OwnedFolder
from olympus.adapters.embedded.private_file import write_private_file
from olympus.adapters.embedded.stale_server import end_stale_server, pid_in
from olympus.adapters.embedded.supervised_process import SupervisedProcess
from olympus.adapters.embedded.wheels import Programs

_SETTINGS: Mapping[str, str] = {
    "bind": "127.0.0.1",
    "protected-mode": "yes",
    "daemonize": "no",
    # to standard output, which the supervisor keeps
    "logfile": '""',
    # its command line stays as we wrote it: that is how a stale one is known
    "set-proc-title": "no",
    "appendonly": "yes",
    "appendfsync": "always",
    "aof-load-truncated": "yes",
    "save": '""',
    "maxmemory-policy": "noeviction",
    # a burst of announcements waits for the relay; by default the server cuts the line at 32 MB, and what is on
    # it is lost
    "client-output-buffer-limit": "pubsub 512mb 256mb 60",
}
_ENDINGS = (signal.SIGTERM, signal.SIGKILL)
_SILENCE_SECONDS = 60.0
_REPLY_SECONDS = 1.0


class ValkeyServer:
    """Keeps its data in `valkey/` of the owned folder, and its port through stops and starts.

    `settings` are laid over ours, for tests, each written as in `valkey.conf`.
    Start it from a thread that lives as long as it should: see `launching`.
    """

    def __init__(
        self, programs: Programs, owned: OwnedFolder, port: int, settings: Mapping[str, str] | None = None
    ) -> None:
        self.port = port
        self._owned = owned
        self._data = owned.path / "valkey"
        access = {"port": str(port), "requirepass": owned.password}
        places = {"dir": _quoted(self._data), "pidfile": _quoted(_pid_file(self._data))}
        self._settings = {**_SETTINGS, **access, **places, **(settings or {})}
        self._process = SupervisedProcess(
            _command(programs.valkey_server, self._data),
            log=owned.path / "valkey.log",
            account=owned.account,
            endings=_ENDINGS,
        )

    @property
    def url(self) -> str:
        return f"redis://:{self._owned.password}@127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int | None:
        """The number of its process while it runs."""
        return self._process.pid

    def start(self) -> None:
        """Return once it answers, its data loaded; a running server is left as it is.

        Raises ServerDidNotStart.
        """
        if self.pid is not None:
            return
        if not self._data.exists():
            self._data.mkdir(mode=0o700)
            give(self._data, self._owned.account)
        settings = "".join(f"{name} {value}\n" for name, value in self._settings.items())
        write_private_file(_settings_file(self._data), settings)
        self._process.start(self._is_ready, silence_seconds=_SILENCE_SECONDS)

    def stop(self) -> None:
        """Return once it has written what it holds and ended."""
        self._process.stop()

    def kill(self) -> None:
        """End it as the kernel would when memory runs out: nothing is tidied up."""
        self._process.stop(signal.SIGKILL)

    def _is_ready(self, _pid: int) -> bool:
        """It answers a ping; while it loads its data it answers with an error instead."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=_REPLY_SECONDS) as connection:
                connection.sendall(f"AUTH {self._owned.password}\r\nPING\r\nQUIT\r\n".encode())
                return b"+PONG" in connection.makefile("rb").read()
        except OSError:
            return False


def end_stale_valkey(folder: Path) -> None:
    """End the server an earlier owner of `folder` may have left running."""
    data = folder / "valkey"
    pid = pid_in(_pid_file(data))
    if pid is not None:
        end_stale_server(pid, _command(Path("valkey-server"), data), _ENDINGS)


def _command(program: Path, data: Path) -> list[str]:
    return [str(program), str(_settings_file(data))]


def _settings_file(data: Path) -> Path:
    return data / "valkey.conf"


def _pid_file(data: Path) -> Path:
    return data / "valkey.pid"


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
