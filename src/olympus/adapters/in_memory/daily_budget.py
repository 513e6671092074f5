"""Spendings counted in the memory of one process."""

from collections import Counter
from datetime import date

from olympus.domain.tenant import TenantId
from olympus.ports.daily_budget import DailyBudget


class InMemoryDailyBudget(DailyBudget):
    """Counts the newest day that it was asked about; days before it are over."""

    def __init__(self) -> None:
        self._day = date.min
        self._spent: Counter[TenantId] = Counter()

    async def spend(self, tenant_id: TenantId, day: date, *, most: int) -> bool:
        if day > self._day:
            self._day, self._spent = day, Counter()
        if self._spent[tenant_id] >= most:
            return False
        self._spent[tenant_id] += 1
        return True
