"""The folder that holds the servers' data, password and ports, and has one owner at a time.

owner.lock      held by the process that runs the servers; names it
servers.json    where the servers answer, while they run
password        made with the folder, for both servers
ports.json      where the servers answered last
postgres/       valkey/       their data
postgres.log    valkey.log    what they had to say since their last start
programs/       copies of the programs, where the installed ones are out of reach
"""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from olympus.adapters.embedded.account import Account, account_for, first_barrier
from olympus.adapters.embedded.ending import POLL_SECONDS
from olympus.adapters.embedded.errors import DataFolderInUse, DataFolderNotOurs, DataFolderUnreachable
from olympus.adapters.embedded.loopback_port import free_port, is_free
from olympus.adapters.embedded.private_file import write_private_file
from olympus.adapters.embedded.stale_server import pid_in

# longer than anybody looks whether the folder has an owner, which takes the lock for a moment
_LOOKERS_SECONDS = 0.5


def default_data_folder() -> Path:
    """Where the data lie unless the operator says otherwise.

    Root's own folder is closed to the account the servers run as, so root's
    data lie with those of the system.
    """
    return Path("/var/lib/olympus") if os.geteuid() == 0 else platformdirs.user_data_path("olympus")


@dataclass(frozen=True, slots=True)
class OwnedFolder:
    """A data folder this process may use alone, with what its servers need to start."""

    path: Path
    account: Account | None
    password: str

    def ports(self) -> tuple[int, int]:
        """Ports for PostgreSQL and Valkey: those of last time unless others have taken them."""
        remembered = self.path / "ports.json"
        last = json.loads(remembered.read_text(encoding="utf-8")) if remembered.exists() else {}
        postgres = _still_free(last.get("postgres"))
        valkey = _still_free(last.get("valkey"))
        while valkey == postgres:
            valkey = free_port()
        write_private_file(remembered, json.dumps({"postgres": postgres, "valkey": valkey}))
        return postgres, valkey


@contextmanager
def owning(folder: Path) -> Iterator[OwnedFolder]:
    """Make `folder` if need be and keep every other process from using it.

    Raises DataFolderInUse, DataFolderUnreachable or DataFolderNotOurs. The
    lock is the kernel's: it ends with this process, however that ends, unless
    the process had forked into others that did not start a program.
    """
    folder = folder.resolve()
    account = account_for(folder / "postgres")
    _make(folder, account)
    descriptor = _open_lock(folder, os.O_RDWR | os.O_CREAT)
    try:
        _lock(descriptor, folder)
        yield OwnedFolder(folder, account, _password(folder))
    finally:
        os.close(descriptor)


def has_owner(folder: Path) -> bool:
    """Whether a process, this one or another, holds the folder."""
    try:
        descriptor = _open_lock(folder, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return not _taken(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _make(folder: Path, account: Account | None) -> None:
    """Others may pass through a folder made by root, or the servers could not; nobody may list it.

    The permissions of folders that were there are left alone.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o700 if account is None else 0o711)
    except PermissionError:
        raise DataFolderNotOurs(folder) from None
    if account is not None and (barrier := first_barrier(folder, account)):
        raise DataFolderUnreachable(folder, barrier, account.name)


def _open_lock(folder: Path, how: int) -> int:
    try:
        return os.open(folder / "owner.lock", how | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise DataFolderNotOurs(folder) from None


def _lock(descriptor: int, folder: Path) -> None:
    deadline = time.monotonic() + _LOOKERS_SECONDS
    while not _taken(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            raise DataFolderInUse(folder, pid_in(folder / "owner.lock"))
        time.sleep(POLL_SECONDS)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def _taken(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _password(folder: Path) -> str:
    file = folder / "password"
    if not file.exists():
        # letters that mean nothing special in an address or a settings file
        write_private_file(file, secrets.token_urlsafe(24))
    return file.read_text(encoding="utf-8")


def _still_free(port: int | None) -> int:
    return port if port is not None and is_free(port) else free_port()
