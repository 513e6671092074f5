"""What was recorded, one after the other? Every event in an order in which none ever appears behind another."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from olympus.domain.events.event import Event


class LoggedEvent(NamedTuple):
    """A recorded event and its place in the log. Places grow; some are never taken."""

    position: int
    event: Event


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
    async def last(self) -> int:
        """The last position that was given out, settled or not. Raises SourceUnavailable."""

    @abstractmethod
    async def read(
        self, after: int, until: int, *, most_events: int, most_bytes: int | None = None
    ) -> Sequence[LoggedEvent]:
        """Events after one position, up to and including another, in order: at least one if there is any.

        Ends early where there would be too many, or where what was sent of them would be longer than `most_bytes`.
        Raises SourceUnavailable.
        """
