"""How a command reaches the servers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from olympus.settings import Settings

if TYPE_CHECKING:
    from olympus.composition import Container


class NoServers(Exception):
    """Neither configured servers nor running ones of our own."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to talk to: start `olympus up` in another terminal,"
            " or set DATABASE_URL and REDIS_URL."
        )


def settings_for_servers() -> Settings:
    """The settings, with the servers that `olympus up` runs where none are configured.

    Raises NoServers where there are neither, InvalidSettings for a mistake in the environment.
    """
    from olympus.composition import with_servers_found

    settings = with_servers_found(Settings.from_environment(os.environ))
    if not (settings.database_url and settings.redis_url):
        raise NoServers
    return settings


@asynccontextmanager
async def reached() -> AsyncIterator["Container"]:
    """A running container on those servers."""
    from olympus.composition import running

    async with running(settings_for_servers()) as container:
        yield container
