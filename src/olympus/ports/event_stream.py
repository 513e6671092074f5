"""What has arrived and waits to be recorded?"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Intake(StrEnum):
    """The ways by which a message reaches us."""

    PUBSUB = "pubsub"
    STREAM = "stream"
    HTTP = "http"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Message:
    """What a producer sent, untouched, and how it came."""

    body: bytes
    intake: Intake
    channel: str | None = None
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message handed out for work. `attempts` counts the times it was handed out, this one included."""

    position: str
    message: Message
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Backlog:
    """How far behind the work is: entries not yet acknowledged, and the age of the oldest in seconds."""

    entries: int
    pending: int
    oldest_seconds: float


class EventStream(Protocol):
    """A durable queue between the intakes and the store, worked off by any number of workers.

    Every implementation promises, and `tests/contracts/test_event_stream.py` checks:

    - what `append` has returned for is handed out until it is acknowledged, across crashes of workers;
    - an entry is handed to one worker at a time; entries of a worker that has not been heard of
      for `idle` are handed to whoever asks with `take_over`;
    - reading starts at the oldest entry that nobody has acknowledged, also when the first worker
      comes after the first message.
    """

    @abstractmethod
    async def append(self, messages: Sequence[Message]) -> None:
        """Put messages at the end, durably, in one round trip. Raises SourceUnavailable."""

    @abstractmethod
    async def append_once(self, messages: Sequence[tuple[str, Message]], *, remember_seconds: float) -> list[bool]:
        """Put messages at the end unless one of the same key was put there within `remember_seconds`.

        Which of them were put there, in their order; all durably, in one round trip. A key is remembered
        exactly if its message is on the stream. Raises SourceUnavailable.
        """

    @abstractmethod
    async def read(self, worker: str, *, limit: int, wait_seconds: float) -> list[Delivery]:
        """Up to `limit` entries that no worker has, oldest first; waits for the first one, not for more.

        An empty list after `wait_seconds` without any. Raises SourceUnavailable.
        """

    @abstractmethod
    async def own_pending(self, worker: str, *, limit: int) -> list[Delivery]:
        """Entries handed to this worker before and not acknowledged: what it finds after its restart."""

    @abstractmethod
    async def take_over(self, worker: str, *, idle_seconds: float, limit: int) -> list[Delivery]:
        """Entries that another worker holds since `idle_seconds` without acknowledging them."""

    @abstractmethod
    async def acknowledge(self, positions: Sequence[str]) -> None:
        """Never hand these out again: they are committed. Repeating it is harmless."""

    @abstractmethod
    async def trim(self) -> int:
        """Forget entries that are acknowledged and lie before every one that is not; how many went."""

    @abstractmethod
    async def backlog(self) -> Backlog:
        """How much waits. Raises SourceUnavailable."""
