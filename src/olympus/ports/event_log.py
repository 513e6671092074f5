"""What was recorded, one after the other? Every event in an order in which none ever appears behind another."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from olympus.domain.events.event import Event
from olympus.domain.tenant import TenantId


class LoggedEvent(NamedTuple):
    """A recorded event and its place in the log. Places grow; some are never taken."""

    position: int
    event: Event


class Waiting(NamedTuple):
    """What comes after a position: how many at most, and when the oldest of them was received."""

    events: int = 0
    oldest_at: datetime | None = None


class EventLog(Protocol):
    """The recorded events in an order that agrees, for each tenant, with the order in which they were committed.

    Every implementation promises, and `tests/contracts/test_event_log.py` checks: at or before a position that
    `settled` has once given, nothing is added any more, whoever writes at the same time. So a reader that goes on
    after the last settled position it has read misses nothing, and reads nothing twice.
    """

    @abstractmethod
    async def settled(self) -> int:
        """The position up to which the log is settled, as far as is known by now; 0 is before the first.

        It needs a second look where a writer is at work in the meantime. Raises SourceUnavailable.
        """

    @abstractmethod
    async def read(
        self, after: int, until: int, *, most_events: int, most_bytes: int | None = None
    ) -> Sequence[LoggedEvent]:
        """Events after one position, up to and including another, in order: at least one if there is any.

        Ends early where there would be too many, or where what was sent of them would be longer than `most_bytes`.
        Raises SourceUnavailable.
        """

    @abstractmethod
    async def waiting(self, after: int) -> Waiting:
        """What is recorded after a position, settled or not. Raises SourceUnavailable."""

    @abstractmethod
    async def touches(self, tenant_id: TenantId, *, after: int, before: datetime) -> bool:
        """Whether what is recorded of a tenant after a position may move a figure of the time before an instant.

        That is so if it happened before, or is about an order of which something did. Where a great deal is
        recorded after the position, it is taken to be so. Raises SourceUnavailable.
        """
