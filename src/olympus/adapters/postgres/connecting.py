"""Connections to PostgreSQL."""

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_TIMEOUT_SECONDS = 3
COMMAND_TIMEOUT_SECONDS = 15
"""No statement of ours takes so long; a connection that does is half open, and is given up."""

IDLE_IN_TRANSACTION = "5s"
"""A batch holds the locks of its tenants: whoever falls silent within one gives them up after so long."""

_NOTICE_A_LOST_PEER = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""Where the line is lost and no statement runs, the server asks after us, in seconds and tries."""


def async_url(database_url: str) -> URL:
    """The URL as people write it (`postgres://…`, `postgresql://…`), for the driver that we use."""
    url = make_url(database_url)
    query = {name: value for name, value in url.query.items() if name != "sslmode"}
    if "sslmode" in url.query:
        query["ssl"] = url.query["sslmode"]  # asyncpg calls it so
    return url.set(drivername="postgresql+asyncpg", query=query)


def engine_for(database_url: str, *, pool_size: int = 10) -> AsyncEngine:
    """A pool of connections; none is opened before the first is needed."""
    return create_async_engine(
        async_url(database_url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=CONNECT_TIMEOUT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "timeout": CONNECT_TIMEOUT_SECONDS,
            "command_timeout": COMMAND_TIMEOUT_SECONDS,
            "server_settings": {
                "application_name": "olympus",
                "jit": "off",
                "timezone": "UTC",
                "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
                **_NOTICE_A_LOST_PEER,
            },
        },
    )
