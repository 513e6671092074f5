"""What is being announced right now?"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from olympus.ports.event_stream import Message

PATTERNS = ("events.*", "events:*")
"""The channels on which producers announce domain events."""

ANOMALY_DETECTED = "events.analytics.anomaly_detected"
"""The channel on which this service itself announces, and the name of what it announces."""


class Subscription(Protocol):
    """An open ear. It hears what is announced after it was opened, and nothing from before."""

    @abstractmethod
    async def next_messages(self, *, limit: int, wait_seconds: float) -> list[Message]:
        """What has been announced since the last call, at most `limit`, as soon as there is any.

        An empty list after `wait_seconds` of silence. Raises SourceUnavailable when the line is cut:
        whoever hears it opens a new subscription.
        """


class EventBroadcast(Protocol):
    """Announcements to whoever listens at that moment: fast, and kept by nobody."""

    @abstractmethod
    async def publish(self, announcements: Sequence[tuple[str, bytes]]) -> None:
        """Announce each body on its channel, in one round trip. Raises SourceUnavailable."""

    @abstractmethod
    def subscribe(self, patterns: Sequence[str] = PATTERNS) -> AbstractAsyncContextManager[Subscription]:
        """Listen on channels that match any of the patterns (`*` stands for anything)."""
