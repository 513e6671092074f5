"""Send dead letters on their way again, mended or after the cause is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from olympus.domain.events.rejection import EventRejected
from olympus.ports.clock import Clock
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.event_decoder import EventDecoder
from olympus.ports.event_stream import EventStream, Intake, Message


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many letters went on their way, and which cannot: still refused, for the reason given."""

    sent: int
    still_refused: tuple[tuple[DeadLetter, EventRejected], ...]


class ReplayDeadLetters:
    """Puts letters back on the stream. A letter leaves its place only after it is durable there."""

    def __init__(
        self, dead_letters: DeadLetters, decoder: EventDecoder, stream: EventStream, clock: Clock
    ) -> None:
        self._dead_letters = dead_letters
        self._decoder = decoder
        self._stream = stream
        self._clock = clock

    async def __call__(self, letters: Sequence[DeadLetter], *, mended: bytes | None = None) -> Replayed:
        """Replay letters as they are, or one letter with a `mended` body. Raises SourceUnavailable."""
        now = self._clock.now()
        sendable: list[tuple[DeadLetter, Message]] = []
        refused: list[tuple[DeadLetter, EventRejected]] = []
        for letter in letters:
            body = letter.body if mended is None else mended
            try:
                event = self._decoder.decode(body, received_at=now)
            except EventRejected as rejection:
                refused.append((letter, rejection))
            else:
                sendable.append((letter, Message(body, Intake.REPLAY, letter.channel, now, event.tenant_id)))
        await self._stream.append([message for _, message in sendable])
        await self._dead_letters.settle([letter for letter, _ in sendable])
        return Replayed(len(sendable), tuple(refused))
