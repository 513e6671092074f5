"""PostgreSQL and Valkey for one machine, started with their owner and ended with it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from olympus.adapters.embedded.data_folder import owning
from olympus.adapters.embedded.discovery import ServerAddresses, announced
from olympus.adapters.embedded.owner_signals import sigterm_unwinds
from olympus.adapters.embedded.postgres_server import PostgresServer, end_stale_postgres
from olympus.adapters.embedded.private_programs import programs_within_reach
from olympus.adapters.embedded.valkey_server import ValkeyServer, end_stale_valkey
from olympus.adapters.embedded.wheels import programs_in_wheels


@dataclass(frozen=True, slots=True)
class EmbeddedServers:
    """The two servers of a data folder; each can be stopped, killed and started again on its port."""

    postgres: PostgresServer
    valkey: ValkeyServer

    @property
    def addresses(self) -> ServerAddresses:
        return ServerAddresses(self.postgres.url, self.valkey.url)


@contextmanager
def embedded_servers(
    folder: Path,
    *,
    postgres_settings: Mapping[str, str] | None = None,
    valkey_settings: Mapping[str, str] | None = None,
) -> Iterator[EmbeddedServers]:
    """Both servers, answering, on the data in `folder`; stopped on the way out.

    The way out is also taken on Ctrl-C and SIGTERM; a killed owner takes its
    servers with it (on Linux; elsewhere they are ended at the next start).
    Start from the main thread: see `launching`. Raises EmbeddedServersError.
    """
    programs = programs_in_wheels()
    with ExitStack() as stack:
        stack.enter_context(sigterm_unwinds())
        owned = stack.enter_context(owning(folder))
        end_stale_postgres(owned.path)
        end_stale_valkey(owned.path)
        programs = programs_within_reach(programs, owned.path, owned.account)
        postgres_port, valkey_port = owned.ports()
        servers = EmbeddedServers(
            PostgresServer(programs, owned, postgres_port, postgres_settings),
            ValkeyServer(programs, owned, valkey_port, valkey_settings),
        )
        for server in (servers.postgres, servers.valkey):
            stack.callback(server.stop)
            server.start()
        stack.enter_context(announced(owned.path, servers.addresses))
        yield servers
