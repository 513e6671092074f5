"""Which Parquet files the warehouse consists of: a small file, replaced whole, so that readers see all or none."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

_NAME = "manifest.json"


class ParquetFile(msgspec.Struct, frozen=True):
    """A file that never changes. The bounds are inclusive."""

    name: str
    rows: int
    size_bytes: int
    first_at: datetime
    last_at: datetime


class Manifest(msgspec.Struct, frozen=True):
    """The files that count, and those that some reader may still be reading, with when they were replaced."""

    incarnation: str
    files: tuple[ParquetFile, ...] = ()
    replaced: tuple[tuple[str, datetime], ...] = ()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, or None where the folder is no warehouse yet. Raises OSError, ValueError."""
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest, durably. Only whoever is `alone` may."""
    new = folder / f"{_NAME}.new"
    with new.open("wb") as file:
        file.write(msgspec.json.encode(manifest))
        file.flush()
        os.fsync(file.fileno())
    new.rename(folder / _NAME)
    make_durable(folder)


def make_durable(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other process writes meanwhile; the lock of one that dies is free."""
    with (folder / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
