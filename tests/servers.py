"""A PostgreSQL and a Valkey for a test run: real, fresh, on ports of their own, gone afterwards."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from olympus.adapters.embedded import EmbeddedServers, embedded_servers
from olympus.adapters.embedded.account import account_for, first_barrier
from olympus.adapters.embedded.data_folder import has_owner

# Nothing waits for the disk. What was committed still survives the death of a
# server, if not that of the machine, so tests of faults tell the truth.
FAST_POSTGRES = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
FAST_VALKEY = {"appendfsync": "no"}
_PREFIX = "olympus-tests-"
_ABANDONED_SECONDS = 3_600


@contextmanager
def temporary_servers() -> Iterator[EmbeddedServers]:
    """Both servers in a folder of their own; no server that already runs is looked at or touched."""
    with (
        _sigterm_like_ctrl_c(),
        temporary_folder() as folder,
        embedded_servers(folder / "data", postgres_settings=FAST_POSTGRES, valkey_settings=FAST_VALKEY) as servers,
    ):
        yield servers


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that the servers' account can reach, whoever runs the tests."""
    place = _place()
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder)


def _sweep(place: Path) -> None:
    """Remove what test runs that were killed left behind, an hour later and if nobody owns it."""
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError):
            found = folder.stat()
            abandoned = found.st_uid == os.geteuid() and found.st_mtime < time.time() - _ABANDONED_SECONDS
            if abandoned and not has_owner(folder / "data"):
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sigterm_like_ctrl_c() -> Iterator[None]:
    """A test run that is told to end ends: pytest would take SystemExit for one more failing test."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _place() -> Path:
    """Where temporary files go, unless that is closed to the account root's servers run as."""
    usual = Path(tempfile.gettempdir())
    account = account_for(usual / "no data yet")
    if account is None:
        return usual
    return next(place for place in (usual, Path("/tmp"), Path("/var/tmp")) if not first_barrier(place, account))
