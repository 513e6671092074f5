"""May one more be spent today? Counts what costs money, by tenant and day."""

from abc import abstractmethod
from datetime import date
from typing import Protocol

from olympus.domain.tenant import TenantId


class DailyBudget(Protocol):
    """Counts spendings for all processes together. `tests/contracts/test_daily_budget.py` holds every one to it:

    - however many ask at once, no more than `most` are let through on a day;
    - every tenant and every day has a count of its own.
    """

    @abstractmethod
    async def spend(self, tenant_id: TenantId, day: date, *, most: int) -> bool:
        """Spend one, if fewer than `most` were spent on that day. Raises SourceUnavailable."""
