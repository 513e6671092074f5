"""How is the intake doing? What operators want to count, time and be woken by."""

from abc import abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, ShardBacklog


class Stage(StrEnum):
    """The steps of a batch, in their order. READ includes the waiting for the first entry."""

    READ = "read"
    DECODE = "decode"
    RECORD = "record"
    SET_ASIDE = "set_aside"
    ACKNOWLEDGE = "acknowledge"


class IntakeMeter(Protocol):
    """Keeps count of what the intake does, for whoever looks from outside.

    Every method is cheap, never waits and never fails: measuring must not hold up what is measured. They may
    be called from any thread.
    Nothing is told by tenant: their number has no bound.
    """

    @abstractmethod
    def received(self, messages: int, intake: Intake) -> None:
        """Messages reached this process by one of the ways in: relayed, posted, or read by a worker."""

    @abstractmethod
    def refused(self, messages: int) -> None:
        """Messages were not taken for want of room; whoever sent them was told to come again."""

    @abstractmethod
    def batch(self, entries: int, size_bytes: int) -> None:
        """A worker took a batch from the stream."""

    @abstractmethod
    def took(self, stage: Stage, seconds: float) -> None:
        """How long a batch spent in a stage."""

    @abstractmethod
    def committed(self, events: int, *, duplicates: int, unmodelled: int) -> None:
        """New events are durable; of the others of their batch, so many were known already.

        `unmodelled` of the new ones have a name that moves no figure.
        """

    @abstractmethod
    def set_aside(self, messages: int, reason: RejectionReason) -> None:
        """Messages became dead letters."""

    @abstractmethod
    def retried(self, source: str) -> None:
        """A batch has to be tried again because `source` was away."""

    @abstractmethod
    def backlog(self, shards: Sequence[ShardBacklog]) -> None:
        """What waits on each shard, as lately seen; it replaces what was said before."""
