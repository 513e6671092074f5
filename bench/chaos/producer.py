"""A producer that appends until it is told so: what it is not sure of it sends again."""

import asyncio
from collections.abc import Sequence

from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import EventStream, Intake, Message

_AT_ONCE = 500
_PAUSE_SECONDS = 0.1


class Producer:
    """Sends messages in their order, never further than it is allowed.

    `appended` counts what the stream confirmed. While `sending` is free, nothing is on its way.
    """

    def __init__(self, stream: EventStream, messages: Sequence[bytes]) -> None:
        self._stream = stream
        self._messages = messages
        self._allowed = 0
        self._may_go_on = asyncio.Event()
        self.sending = asyncio.Lock()
        self.appended = 0
        self.unsure = 0
        """How often an answer was lost: what was asked may have been done, and is done again."""

    @property
    def messages(self) -> int:
        """How many there are to send."""
        return len(self._messages)

    @property
    def is_done(self) -> bool:
        return self.appended == len(self._messages)

    def allow(self, messages: int) -> None:
        """Let it send that many messages in all."""
        self._allowed = max(self._allowed, messages)
        self._may_go_on.set()

    async def run(self) -> None:
        while not self.is_done:
            upto = min(self.appended + _AT_ONCE, self._allowed, len(self._messages))
            if upto <= self.appended:
                self._may_go_on.clear()
                await self._may_go_on.wait()
            else:
                await self._append(upto)

    async def _append(self, upto: int) -> None:
        batch = [Message(body, Intake.STREAM) for body in self._messages[self.appended : upto]]
        async with self.sending:
            try:
                await self._stream.append(batch)
            except SourceUnavailable:
                self.unsure += 1
            else:
                self.appended = upto
                return
        await asyncio.sleep(_PAUSE_SECONDS)
