"""How other commands find the servers that run on a data folder."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from olympus.adapters.embedded.data_folder import has_owner
from olympus.adapters.embedded.private_file import write_private_file


@dataclass(frozen=True, slots=True)
class ServerAddresses:
    """Where the servers answer, passwords included."""

    database_url: str
    redis_url: str


@contextmanager
def announced(folder: Path, addresses: ServerAddresses) -> Iterator[None]:
    """Let others find the servers for as long as this lasts."""
    file = folder / "servers.json"
    write_private_file(file, json.dumps({**asdict(addresses), "owner_pid": os.getpid()}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def running_servers(folder: Path) -> ServerAddresses | None:
    """Where the servers of `folder` answer; None if nobody runs them, or they are still starting.

    A file left behind by a killed owner is not believed.
    """
    if not has_owner(folder):
        return None
    try:
        announcement = json.loads((folder / "servers.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return ServerAddresses(announcement["database_url"], announcement["redis_url"])
