"""Clients of `olympus serve` that hang up in the middle of a request, or of its answer."""

import asyncio
import random
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from subprocess import Popen
from typing import IO

import httpx

from bench.faults.cancellations.acceptances import Acceptances
from bench.faults.cancellations.clients import Client, call
from bench.faults.cancellations.connections import Connections, lost_connections
from bench.faults.cancellations.known_tenant import KnownTenant, make_known
from bench.faults.processes import exit_code, put_down, started_module
from bench.faults.verdict import Verdict
from olympus.composition import running
from olympus.settings import Settings

_TENANTS = 50
_STOPS_WITHIN_SECONDS = 15


async def cut_connections(settings: Settings, *, disconnects: int, seed: int) -> Verdict:
    """Hang up so often; then the server answers every tenant rightly, all at once, and has lost nothing."""
    chance = random.Random(seed)
    tenants = [KnownTenant(number) for number in range(_TENANTS)]
    acceptances = Acceptances(chance)
    with tempfile.TemporaryFile() as log:
        async with running(settings) as observer:
            await observer.migrate()
            await make_known(observer, tenants)
            before = await Connections.now(observer)
            async with _served(settings, log) as (server, address):
                client = Client(address, tenants, acceptances, chance)
                tally = await call(client, disconnects=disconnects)
                faults = tally.faults() + await _wrongly_answered(client, tenants)
                faults += await lost_connections(observer, before, pool_size=settings.pool_size)
                faults += await _stop(server)
            await observer.ingest().work_until_idle()
            faults += await acceptances.faults(observer, tenants)
        return Verdict("hung up over HTTP", tally.figures(), faults + _unexplained_errors(log))


async def _stop(server: Popen[bytes]) -> list[str]:
    server.send_signal(signal.SIGTERM)
    code = await exit_code(server, within_seconds=_STOPS_WITHIN_SECONDS)
    return [] if code == 0 else [f"the server did not stop as it should: {code}"]


def _unexplained_errors(log: IO[bytes]) -> list[str]:
    """What the server logged as an error, although nobody did worse than to hang up while it read."""
    log.seek(0)
    told = log.read().decode()
    errors = told.count(" ERROR ") - told.count("500: client disconnected prematurely")
    return [f"{errors} errors were logged, such as {told[told.index(' ERROR ') :][:2000]}"] if errors else []


async def _wrongly_answered(client: Client, tenants: list[KnownTenant]) -> list[str]:
    """All tenants at once, which are more than the server has connections."""
    async with httpx.AsyncClient(base_url=client.address, timeout=30) as http:
        right = await asyncio.gather(*(client.dashboard(http, tenant) for tenant in tenants))
    return [
        f"{tenant.tenant_id} is not shown its own figures"
        for tenant, is_right in zip(tenants, right, strict=True)
        if not is_right
    ]


@asynccontextmanager
async def _served(settings: Settings, log: IO[bytes]) -> AsyncIterator[tuple[Popen[bytes], str]]:
    """`olympus serve` on a free port, and its address."""
    server = started_module(
        "olympus.entrypoints.cli", "serve", settings=settings, stdout=subprocess.PIPE, stderr=log, PORT="0"
    )
    try:
        assert server.stdout is not None
        told = (await asyncio.to_thread(server.stdout.readline)).decode()
        yield server, told.split(",")[0].removeprefix("Serving at ")
    finally:
        put_down(server)
