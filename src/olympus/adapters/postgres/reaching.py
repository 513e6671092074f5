"""Outages of PostgreSQL, told in the words of the ports."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from olympus.ports.errors import SourceUnavailable

_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.UndefinedTableError,
)
"""The server is down, going down, full, not migrated yet, or asks to try the transaction again."""


@contextmanager
def reaching(source: str) -> Iterator[None]:
    """Turns a server that cannot be used now into SourceUnavailable; faults of ours travel untouched."""
    try:
        yield
    except (*_AWAY, InterfaceError, OperationalError, PoolTimeout) as error:
        raise SourceUnavailable(source, _first_line(error)) from error
    except DBAPIError as error:
        if error.connection_invalidated or isinstance(_cause(error), _AWAY):
            raise SourceUnavailable(source, _first_line(_cause(error) or error)) from error
        raise
    except OSError as error:
        # asyncpg lets a refused connection through unwrapped, and a TimeoutError is an OSError too
        raise SourceUnavailable(source, _first_line(error)) from error


def _cause(error: DBAPIError) -> BaseException | None:
    return error.orig.__cause__ if error.orig else None


def _first_line(error: BaseException) -> str:
    """Enough to know what is wrong, without SQL or parameters."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
