"""Spendings counted in Redis, for all processes together."""

from datetime import date

from redis.asyncio import Redis

from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.reaching import reaching
from olympus.domain.tenant import TenantId
from olympus.ports.daily_budget import DailyBudget

_TWO_DAYS = "172800"


class RedisDailyBudget(DailyBudget):
    """A counter a tenant and day, which goes by itself when the day is over everywhere on earth."""

    def __init__(self, client: Redis, stream: str) -> None:
        self._client = client
        self._prefix = f"spent:{stream}"

    async def spend(self, tenant_id: TenantId, day: date, *, most: int) -> bool:
        name = f"{self._prefix}:{tenant_id}:{day.isoformat()}"
        async with reaching("the daily budget"):
            spent, _ = await replies_to(self._client, [("INCR", name), ("EXPIRE", name, _TWO_DAYS)])
        return int(spent) <= most
