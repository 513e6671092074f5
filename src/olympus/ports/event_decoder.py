"""What does this message say?"""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from olympus.domain.events.event import Event


class EventDecoder(Protocol):
    """Recognises the shape of a message by its keys and turns it into one domain event."""

    @abstractmethod
    def decode(self, message: bytes, *, received_at: datetime) -> Event:
        """The event that `message` carries, taken at `received_at`.

        Raises EventRejected, and nothing else, whatever the bytes are.
        """

    @abstractmethod
    def likely_tenant(self, message: bytes) -> str | None:
        """Whose event the message seems to be, at a glance; None where it cannot be seen. It never raises."""

    @abstractmethod
    def split(self, body: bytes) -> list[bytes]:
        """The messages in a body of one or many: one event, `{"events": [..]}`, a JSON array, or NDJSON.

        A line of NDJSON that is not JSON is returned as it is, to be rejected alone.
        Raises EventRejected if the body as a whole is not JSON of any of these forms.
        """
