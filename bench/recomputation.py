"""What the figures must be: recomputed plainly from the events, and set beside what the service shows."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import text

from bench.readings import people_in, products_in, sums_over
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.composition import Container
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.metrics.figure import Sums
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSource


async def differing_tenants(
    container: Container, bodies: Sequence[bytes], *, received_at: datetime
) -> tuple[TenantId, ...]:
    """The tenants any of whose figures are not those of exactly these events."""
    ledger = Ledger()
    decoder = container.decoder()
    events = [decoder.decode(body, received_at=received_at) for body in bodies]
    await InMemoryEventStore(ledger).record(events)
    plain, shown = InMemoryFigureSource(ledger), container.figures()
    return tuple(
        [
            tenant
            for tenant in sorted({event.tenant_id for event in events})
            if await _everything(shown, tenant) != await _everything(plain, tenant)
        ]
    )


async def stored_events(container: Container) -> int:
    """How many events the database holds, of all tenants."""
    async with container.engine().connect() as connection:
        return int(await connection.scalar(text("SELECT count(*) FROM events")) or 0)


async def _everything(source: FigureSource, tenant: TenantId) -> object:
    async with source.snapshot(tenant) as snapshot:
        return (
            _comparable(await sums_over(snapshot, ALL_TIME)),
            await people_in(snapshot, ALL_TIME),
            await products_in(snapshot, ALL_TIME, currency=await snapshot.default_currency()),
        )


def _comparable(sums: Sums) -> dict[object, tuple[int, Decimal, Decimal]]:
    return {key: (added.count, added.amount, added.quantity) for key, added in sums.added.items()}
