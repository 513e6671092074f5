"""A PostgreSQL of our own, from the wheel, on this machine's loopback address."""

import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from olympus.adapters.embedded.data_folder import OwnedFolder
from olympus.adapters.embedded.ending import POLL_SECONDS
from olympus.adapters.embedded.errors import ServerDidNotStart
from olympus.adapters.embedded.postgres_cluster import DATABASE, ROLE, SETTINGS_FILE, ensure_cluster
from olympus.adapters.embedded.private_file import write_private_file
from olympus.adapters.embedded.stale_server import end_stale_server, is_running, pid_in
from olympus.adapters.embedded.supervised_process import SupervisedProcess
from olympus.adapters.embedded.wheels import Programs

_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    # clients use TCP: the path of a socket in a data folder is easily too long
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
}
# fast shutdown, then immediate (recovers at the next start), then by force
_ENDINGS = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
_SILENCE_SECONDS = 60.0
_STATUS_LINE = 7


class PostgresServer:
    """Keeps its data in `postgres/` of the owned folder, and its port through stops and starts.

    `settings` are laid over ours, for tests. Start it from a thread that lives
    as long as it should: see `launching`.
    """

    def __init__(
        self, programs: Programs, owned: OwnedFolder, port: int, settings: Mapping[str, str] | None = None
    ) -> None:
        self.port = port
        self._programs = programs
        self._owned = owned
        self._data = owned.path / "postgres"
        self._settings = {**_SETTINGS, "port": str(port), **(settings or {})}
        self._process = SupervisedProcess(
            _command(programs.postgres, self._data),
            log=owned.path / "postgres.log",
            account=owned.account,
            endings=_ENDINGS,
        )

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}:{self._owned.password}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def pid(self) -> int | None:
        """The number of its process while it runs."""
        return self._process.pid

    def start(self) -> None:
        """Return once it answers. Makes its data at the first start; a running server is left as it is.

        Raises ServerDidNotStart or DataOfAnotherVersion.
        """
        if self.pid is not None:
            return
        ensure_cluster(self._data, self._programs, self._owned.password, self._owned.account)
        settings = "".join(f"{name} = {_quoted(value)}\n" for name, value in self._settings.items())
        write_private_file(self._data / SETTINGS_FILE, settings)
        deadline = time.monotonic() + _SILENCE_SECONDS
        while True:
            try:
                self._process.start(self._is_ready, silence_seconds=_SILENCE_SECONDS)
            except ServerDidNotStart as failure:
                if not _waits_for_its_forebear(failure) or time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Return once it has ended: tidily, or at once, so that the next start recovers as from a crash."""
        self._process.stop(*_ENDINGS[0 if mode == "fast" else 1 :])

    def kill(self) -> None:
        """End it as the kernel would when memory runs out: nothing is tidied up.

        A session that is busy finishes its statement first; the next start waits for that.
        """
        self._process.stop(signal.SIGKILL)

    def _is_ready(self, pid: int) -> bool:
        """PostgreSQL writes so into its lock file; `pg_ctl` waits for the same."""
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > _STATUS_LINE and lines[0] == str(pid) and lines[_STATUS_LINE].strip() == "ready"


def end_stale_postgres(folder: Path) -> None:
    """End the server an earlier owner of `folder` may have left running.

    A lock file that names some other program's process would keep PostgreSQL
    from starting, so it goes. This is safe for whoever owns the folder:
    PostgreSQL also looks for processes attached to its shared memory.
    """
    data = folder / "postgres"
    lock_file = data / "postmaster.pid"
    pid = pid_in(lock_file)
    if pid is None:
        return
    command = _command(Path("postgres"), data)
    if is_running(pid, command):
        end_stale_server(pid, command, _ENDINGS)
    else:
        lock_file.unlink(missing_ok=True)


def _command(program: Path, data: Path) -> list[str]:
    return [str(program), "-D", str(data)]


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _waits_for_its_forebear(failure: ServerDidNotStart) -> bool:
    """After a kill the sessions of the one before take a moment to notice that it is gone."""
    return "pre-existing shared memory block" in failure.log_tail
