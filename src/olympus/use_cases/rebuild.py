"""Make the hot store anew from the warehouse: its events, and with them every figure."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC

from olympus.domain.errors import OlympusError
from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_log import EventLog
from olympus.ports.event_store import EventStore
from olympus.ports.export_progress import ExportProgress, Progress, TurnLost
from olympus.ports.raw_event_months import RawEventMonths
from olympus.ports.warehouse import SentEvent, Warehouse


class StoreNotEmpty(OlympusError):
    """Figures are made anew in an empty store alone: what is in this one would be mixed with what comes."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many events were recorded, and how many are no events to this version."""

    events: int
    refused: int


class Rebuild:
    """Records all events of the warehouse, in whatever order they come: figures do not depend on it."""

    def __init__(
        self,
        warehouse: Warehouse,
        decoder: EventDecoder,
        *,
        store: EventStore,
        months: RawEventMonths,
        log: EventLog,
        progress: ExportProgress,
    ) -> None:
        self._warehouse = warehouse
        self._decoder = decoder
        self._store = store
        self._months = months
        self._log = log
        self._progress = progress

    async def __call__(self, *, told: Callable[[int], None] = lambda events: None) -> Rebuilt:
        """Do it; `told` hears of the events of each page.

        Raises StoreNotEmpty, SourceUnavailable, WarehouseUnfit.
        """
        if not await self._store.is_empty():
            raise StoreNotEmpty(
                "There are events in this store: name an empty, migrated database by DATABASE_URL and try again."
            )
        recorded = refused = 0
        async with self._progress.turn() as mine:
            async for page in self._warehouse.events():
                await self._make_room(page)
                events = [event for sent in page if (event := self._event(sent)) is not None]
                recorded += (await self._store.record(events)).new
                refused += len(page) - len(events)
                told(len(page))
            if mine and await self._log.settled() == recorded:  # nobody else has recorded: all came from there
                await self._confirm(recorded)
        return Rebuilt(recorded, refused)

    async def _make_room(self, page: Sequence[SentEvent]) -> None:
        """So that what was received long ago can be dropped by month again."""
        received = (each.received_at.astimezone(UTC) for each in page)
        for at in {(at.year, at.month): at for at in received}.values():
            await self._months.make_room(at)

    async def _confirm(self, recorded: int) -> None:
        """Or everything would be exported again, which would do no harm."""
        incarnation = await self._warehouse.prepare()
        with suppress(TurnLost):
            await self._progress.start_over(incarnation)
            await self._progress.confirm(recorded, after=Progress(incarnation=incarnation))

    def _event(self, sent: SentEvent) -> Event | None:
        try:
            event = self._decoder.decode(sent.original, received_at=sent.received_at)
        except EventRejected:
            return None
        return event._replace(tenant_id=sent.tenant_id, event_id=sent.event_id)
