"""Outages of PostgreSQL, told in the words of the ports."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from olympus.ports.errors import SourceUnavailable

_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TransactionRollbackError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.UndefinedTableError,
)
"""The server is down, going down, full, a replica, not migrated yet, or asks to try the transaction again."""


@contextmanager
def reaching(source: str) -> Iterator[None]:
    """Turns a server that cannot be used now into SourceUnavailable; faults of ours travel untouched."""
    try:
        yield
    except (*_AWAY, OperationalError, PoolTimeout) as error:
        raise SourceUnavailable(source, _kind(error)) from error
    except (asyncpg.InterfaceError, InterfaceError, DBAPIError) as error:
        if not _is_away(error):
            raise
        raise SourceUnavailable(source, _kind(error)) from error
    except OSError as error:
        # asyncpg lets a refused connection through unwrapped, and a TimeoutError is an OSError too
        raise SourceUnavailable(source, _kind(error)) from error


def _is_away(error: Exception) -> bool:
    """Whether a driver's error means a connection that is gone, and not a misuse of it by us."""
    cause = _cause(error) or error
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    return gone or isinstance(cause, _AWAY) or "closed" in str(cause)


def _cause(error: Exception) -> BaseException | None:
    return error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig else None


def _kind(error: Exception) -> str:
    """What kind of trouble it is; never its text, which may hold SQL, parameters or addresses."""
    return type(_cause(error) or error).__name__
