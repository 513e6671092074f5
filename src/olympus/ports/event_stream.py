"""What has arrived and waits to be recorded?"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

BATCH_BYTES = 32 * 1024 * 1024
"""About how much a batch holds at most, unless whoever reads it decides otherwise."""


class Intake(StrEnum):
    """The ways by which a message reaches us."""

    PUBSUB = "pubsub"
    STREAM = "stream"
    HTTP = "http"
    REPLAY = "replay"


class Message(NamedTuple):
    """What a producer sent, untouched, and how it came.

    `tenant_id` is whose it seems to be, as far as that was seen when it came: it decides the shard, no more.
    """

    body: bytes
    intake: Intake
    channel: str | None = None
    received_at: datetime | None = None
    tenant_id: str | None = None


class Delivery(NamedTuple):
    """A message handed out for work. `attempts` counts the times it was handed out, this one included."""

    position: str
    message: Message
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class ShardBacklog:
    """How far behind the work on a shard is.

    `entries` are not acknowledged yet, of which `pending` are with a worker; `oldest_seconds` is the age
    of the oldest of them, 0 without any.
    """

    shard: str
    entries: int
    pending: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """How far behind the work is, shard by shard and in all."""

    shards: tuple[ShardBacklog, ...]

    @property
    def entries(self) -> int:
        """Entries not yet acknowledged."""
        return sum(shard.entries for shard in self.shards)

    @property
    def pending(self) -> int:
        """Those of them that a worker has."""
        return sum(shard.pending for shard in self.shards)

    @property
    def oldest_seconds(self) -> float:
        """The age of the oldest entry that is not acknowledged; 0 without any."""
        return max((shard.oldest_seconds for shard in self.shards), default=0.0)


@dataclass(frozen=True, slots=True)
class WorkerState:
    """What is known of a worker on a shard: entries it holds, and the seconds since it was last heard of."""

    worker: str
    shard: str
    pending: int
    idle_seconds: float


class EventStream(Protocol):
    """A durable queue between the intakes and the store, worked off by any number of workers.

    It has one or more shards. What is known to be of one tenant lies on one shard, so that workers on
    different shards seldom meet; nothing but speed depends on it.

    Every implementation promises, and `tests/contracts/test_event_stream.py` checks:

    - what `append` has returned for is handed out until it is acknowledged, across crashes of workers;
    - an entry is handed to one worker at a time; entries of a worker that has not been heard of
      for `idle` are handed to whoever asks with `take_over`;
    - reading starts at the oldest entry that nobody has acknowledged, also when the first worker
      comes after the first message;
    - a shard with much on it does not keep the entries of another waiting.
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
    async def read(
        self, worker: str, *, limit: int, wait_seconds: float, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        """Up to `limit` entries that no worker has, of each shard the oldest first.

        Waits for the first one, not for more; an empty list after `wait_seconds` without any. The batch ends
        early where its bodies come to about `limit_bytes`. Raises SourceUnavailable.
        """

    @abstractmethod
    async def own_pending(self, worker: str, *, limit: int, limit_bytes: int = BATCH_BYTES) -> list[Delivery]:
        """Entries handed to this worker before and not acknowledged: what it finds after its restart."""

    @abstractmethod
    async def take_over(
        self, worker: str, *, idle_seconds: float, limit: int, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        """Entries that any worker, this one included, holds since `idle_seconds` without acknowledging them."""

    @abstractmethod
    async def hold(self, worker: str, positions: Sequence[str]) -> None:
        """This worker is still at these: begin the time anew after which others may take them over."""

    @abstractmethod
    async def acknowledge(self, positions: Sequence[str]) -> None:
        """Never hand these out again: they are committed. Repeating it is harmless."""

    @abstractmethod
    async def trim(self) -> int:
        """Forget entries that are acknowledged and lie before every one that is not; how many went."""

    @abstractmethod
    async def backlog(self) -> Backlog:
        """How much waits. Raises SourceUnavailable."""

    @abstractmethod
    def shard_of(self, message: Message) -> str:
        """The shard on which `append` would put a message."""

    @abstractmethod
    async def workers(self) -> list[WorkerState]:
        """The workers that were ever heard of and not dismissed, shard by shard. Raises SourceUnavailable."""

    @abstractmethod
    async def dismiss(self, *, idle_seconds: float) -> int:
        """Forget workers that hold nothing and were not heard of for so long; how many. They may come back."""
