"""Take events from a caller who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from olympus.domain.events.event import Event
from olympus.domain.events.fingerprint import fingerprint
from olympus.domain.events.rejection import EventRejected
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_store import EventStore
from olympus.ports.event_stream import EventStream, Intake, Message
from olympus.ports.intake_meter import IntakeMeter
from olympus.use_cases.stream_room import StreamRoom, TooMuchWaits

REMEMBERED_SECONDS = 3600
"""How long the stream knows an event by itself; longer than the store ever lags behind unnoticed."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Which message of a request was refused, and why."""

    index: int
    rejection: EventRejected


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each message of a request: durable on the stream, known already, or refused."""

    accepted: int
    duplicates: int
    rejected: tuple[Rejected, ...]


class AcceptEvents:
    """Checks events at the door and puts them on the durable stream, which a worker works off.

    The refused go the same way, so that the worker sets them aside as dead letters.
    """

    def __init__(
        self,
        decoder: EventDecoder,
        stream: EventStream,
        store: EventStore,
        *,
        clock: Clock,
        room: StreamRoom,
        meter: IntakeMeter,
    ) -> None:
        self._decoder = decoder
        self._stream = stream
        self._store = store
        self._clock = clock
        self._room = room
        self._meter = meter

    async def __call__(self, bodies: Sequence[bytes], *, channel: str | None = None) -> Receipt:
        """Accept messages in one go.

        Raises TooMuchWaits where they would wait behind too much, and none is accepted; SourceUnavailable when
        the stream is away: then none is accepted, or all that can be, and sending them again is harmless.
        """
        now = self._clock.now()
        messages = [Message(body, Intake.HTTP, channel, now) for body in bodies]
        events: dict[int, Event] = {}
        rejected: list[Rejected] = []
        for index, message in enumerate(messages):
            try:
                events[index] = self._decoder.decode(message.body, received_at=now)
            except EventRejected as rejection:
                rejected.append(Rejected(index, rejection))
        messages = [
            message._replace(
                tenant_id=events[index].tenant_id if index in events else self._decoder.likely_tenant(message.body)
            )
            for index, message in enumerate(messages)
        ]
        try:
            await self._room.check(messages)
        except TooMuchWaits:
            self._meter.refused(len(messages))
            raise
        self._meter.received(len(messages), Intake.HTTP)
        recorded = await self._recorded({event.identity for event in events.values()})
        await self._stream.append([messages[refused.index] for refused in rejected])
        # what contradicts a recorded event goes on, for the worker to set aside
        fresh = [index for index, event in events.items() if event.identity not in recorded]
        known = [index for index, event in events.items() if event.identity in recorded]
        appended = await self._stream.append_once(
            [(fingerprint(events[index]), messages[index]) for index in (*fresh, *known)],
            remember_seconds=REMEMBERED_SECONDS,
        )
        accepted = sum(appended[: len(fresh)])
        return Receipt(accepted, len(events) - accepted, tuple(rejected))

    async def _recorded(self, identities: set[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        try:
            return await self._store.known(identities)
        except SourceUnavailable:
            return set()  # durable on the stream is enough; the worker tells duplicates apart
