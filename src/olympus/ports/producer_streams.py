"""What have producers written to streams of their own, which they keep beside what they announce?"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from olympus.ports.event_stream import Message


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of a producer's stream that was not gathered yet, up to and including `position`."""

    stream: str
    messages: tuple[Message, ...]
    position: str


class ProducerStreams(Protocol):
    """Streams that producers name by a pattern, such as one for each order, and that nobody else works off.

    Every implementation promises, and `tests/contracts/test_producer_streams.py` checks:

    - what was gathered is remembered for each stream, across restarts, once `gathered` has returned;
    - what was not is found again, also what was appended in between.
    """

    @abstractmethod
    def find(self, patterns: Sequence[str]) -> AsyncIterator[list[str]]:
        """The names of streams that match any of the patterns (`*` stands for anything), some at a time.

        A name may come more than once. Raises SourceUnavailable.
        """

    @abstractmethod
    async def unread(self, streams: Sequence[str], *, limit: int) -> list[Unread]:
        """The next `limit` entries of each stream that has any. Raises SourceUnavailable."""

    @abstractmethod
    async def gathered(self, stretches: Sequence[Unread]) -> None:
        """Remember that these are durable elsewhere. Raises SourceUnavailable."""
