"""What is still to be sent to whom?"""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from olympus.domain.webhooks.delivery import Delivery


class WebhookOutbox(Protocol):
    """Keeps messages until they are delivered. Everything raises SourceUnavailable in an outage."""

    @abstractmethod
    async def put(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Have them sent; one that was put before, or whose address is gone, changes nothing."""

    @abstractmethod
    async def take(self, now: datetime, *, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """What is due. Nobody else gets it before the lease is over; whoever dies meanwhile loses nothing."""

    @abstractmethod
    async def delivered(self, delivery: Delivery, now: datetime) -> None:
        """It arrived."""

    @abstractmethod
    async def failed(self, delivery: Delivery, trouble: str, next_at: datetime | None) -> None:
        """It did not arrive, and is tried again at `next_at`; without one it is given up, and kept for a look."""

    @abstractmethod
    async def forget(self, before: datetime) -> None:
        """Forget what was put before that time and is not to be sent any more."""
