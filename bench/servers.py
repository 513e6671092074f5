"""Real servers for a measurement, as durable as in production, in a folder that goes with it."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from olympus.composition import with_servers_started
from olympus.settings import Settings


@contextmanager
def fresh_servers() -> Iterator[Settings]:
    """Settings that reach a new PostgreSQL and a new Valkey."""
    with (
        fresh_folder() as folder,
        with_servers_started(msgspec.structs.replace(Settings(), data_dir=str(folder))) as settings,
    ):
        yield msgspec.structs.replace(settings, data_dir=str(folder))


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """Where servers may make their data folder; whatever is there afterwards goes."""
    # made by the servers themselves, who may not enter a folder that only we may enter
    folder = Path(tempfile.gettempdir()) / f"olympus-bench-{uuid.uuid4().hex[:12]}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
