"""Real servers for a measurement, as durable as in production, in a folder that goes with it."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec
from sqlalchemy import make_url

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


async def database_beside(settings: Settings, name: str) -> str:
    """The address of a new, empty database of the same server."""
    driver = await asyncpg.connect(settings.database_url)
    await driver.execute(f"CREATE DATABASE {name}")
    await driver.close()
    url = make_url(settings.database_url or "").set(database=name)
    return url.render_as_string(hide_password=False)


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """Where servers may make their data folder; whatever is there afterwards goes."""
    # made by the servers themselves, who may not enter a folder that only we may enter
    folder = Path(tempfile.gettempdir()) / f"olympus-bench-{uuid.uuid4().hex[:12]}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
