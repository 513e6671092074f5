"""Months in the memory of one process, where nothing is dropped."""

from collections.abc import Sequence
from datetime import datetime

from olympus.ports.raw_event_months import RawEventMonths


class InMemoryRawEventMonths(RawEventMonths):
    """Everything goes when the process ends."""

    async def make_room(self, now: datetime) -> None:
        """There is room."""

    async def drop(self, *, received_before: datetime, exported_until: int) -> Sequence[str]:
        return ()
