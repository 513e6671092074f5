"""What has happened? The record of every event, from which all figures come."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId
from olympus.ports.data_versions import VersionMoved


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch: every event of it is new, a duplicate, or in conflict with a recorded one."""

    new: int = 0
    duplicates: int = 0
    unmodelled: int = 0
    """How many of the new ones have a name that moves no figure."""
    conflicts: tuple[Event, ...] = ()
    moved: tuple[VersionMoved, ...] = field(default=(), compare=False)
    """The versions that the tenants with new events have from this batch on."""


class EventStore(Protocol):
    """Remembers each event once, and moves the figures in the same step.

    Every implementation promises, and `tests/contracts/test_event_store.py` checks:

    - a batch is recorded whole or not at all, together with everything that figures are read from;
    - an identity that is recorded already is not recorded again: with the same meaning it is a duplicate,
      with another meaning it is a conflict, and the recorded event stays as it is;
    - the figures are those of the set of recorded events: any order of arrival, any split into
      batches and any repetition gives the same, also with several writers at once;
    - the version of each tenant with a new event moves in the same step (see DataVersions).
    """

    @abstractmethod
    async def record(self, events: Sequence[Event]) -> Recorded:
        """Record a batch of any tenants' events, durably.

        Raises SourceUnavailable; EventNotStorable where an event of the batch is at fault.
        """

    @abstractmethod
    async def known(self, identities: Collection[tuple[TenantId, str]]) -> set[tuple[TenantId, str]]:
        """Which of these identities are recorded. Raises SourceUnavailable."""

    @abstractmethod
    async def is_empty(self) -> bool:
        """Whether no event was ever recorded. Raises SourceUnavailable."""
