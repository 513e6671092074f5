"""Requests that are cancelled against the real adapters, while a worker works in the same process."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from sqlalchemy import event as hooks

from bench.faults.cancellations.acceptances import Acceptances
from bench.faults.cancellations.callers import call
from bench.faults.cancellations.connections import Connections, lost_connections, pools_that_are_short
from bench.faults.cancellations.known_letters import kept_letters
from bench.faults.cancellations.known_tenant import KnownTenant, make_known
from bench.faults.cancellations.overhearing import overhearing
from bench.faults.cancellations.requests import Requests
from bench.faults.verdict import Verdict
from bench.faults.waiting import worked_off
from olympus.composition import Container, running
from olympus.entrypoints.worker import work
from olympus.settings import Settings

_TENANTS = 50
_BATCH = 50
_WORKED_OFF_WITHIN_SECONDS = 60


async def cancelled_requests(settings: Settings, *, requests: int, seed: int) -> Verdict:
    """Cancel so many requests of fifty tenants, and look at every answer, every event and every connection."""
    tenants = [KnownTenant(number) for number in range(_TENANTS)]
    chance = random.Random(seed)
    acceptances = Acceptances(chance)
    async with running(settings) as observer:
        await observer.migrate()
        await make_known(observer, tenants)
        letters = await kept_letters(observer)
        before = await Connections.now(observer)
        with overhearing() as overheard:
            async with running(msgspec.structs.replace(settings, batch_size=_BATCH)) as container:
                made = _connections_made(container)
                drawn = Requests(container, tenants, letters, acceptances, chance)
                async with _working(container):
                    tally = await call(drawn, cancelled=requests, chance=chance)
                anew = len(made) - settings.pool_size
                faults = tally.faults() + await lost_connections(observer, before, pool_size=settings.pool_size)
                faults += await pools_that_are_short(container, pool_size=settings.pool_size)
                faults += await _strangers(drawn, tenants)
        faults += overheard.faults() + await acceptances.faults(observer, tenants)
    figures = tally.figures() | {"connections made anew": anew, "futures of cut connections": overheard.known}
    return Verdict("cancelled in the process", figures, faults)


def _connections_made(container: Container) -> list[object]:
    """Those to PostgreSQL, from now on: one is cut when its caller is cancelled in the middle of a statement."""
    made: list[object] = []
    hooks.listen(container.engine().sync_engine, "connect", lambda driver, _: made.append(id(driver)))
    return made


async def _strangers(drawn: Requests, tenants: list[KnownTenant]) -> list[str]:
    """Who is not shown their own figures, when all ask at once, which are more than there are connections."""
    right = await asyncio.gather(*map(drawn.dashboard, tenants))
    return [
        f"{tenant.tenant_id} is not shown its own figures"
        for tenant, is_right in zip(tenants, right, strict=True)
        if not is_right
    ]


@asynccontextmanager
async def _working(container: Container) -> AsyncIterator[None]:
    """A worker on the same connections, until nothing waits any longer."""
    stopping = asyncio.Event()
    worker = asyncio.create_task(work(container, stopping))
    try:
        yield
        await worked_off(container.stream(), within_seconds=_WORKED_OFF_WITHIN_SECONDS)
    finally:
        stopping.set()
        await worker
