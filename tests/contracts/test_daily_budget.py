"""What every daily budget promises."""

import asyncio
from datetime import date, timedelta

import pytest

from olympus.adapters.in_memory.daily_budget import InMemoryDailyBudget
from olympus.adapters.redis.daily_budget import RedisDailyBudget
from olympus.ports.daily_budget import DailyBudget
from tests.factories import BAKERY, CAFE

TODAY = date(2026, 3, 18)


@pytest.fixture(params=["in_memory", "redis"])
def budget(request: pytest.FixtureRequest) -> DailyBudget:
    if request.param == "redis":
        return RedisDailyBudget(request.getfixturevalue("redis_client"), "olympus:events")
    return InMemoryDailyBudget()


async def test_however_many_ask_at_once_no_more_are_let_through(budget: DailyBudget) -> None:
    spent = await asyncio.gather(*(budget.spend(CAFE, TODAY, most=5) for _ in range(20)))

    assert spent.count(True) == 5
    assert not await budget.spend(CAFE, TODAY, most=5)


async def test_another_tenant_and_another_day_have_their_own(budget: DailyBudget) -> None:
    assert await budget.spend(CAFE, TODAY, most=1)

    assert await budget.spend(BAKERY, TODAY, most=1)
    assert await budget.spend(CAFE, TODAY + timedelta(days=1), most=1)


async def test_nothing_is_spent_of_nothing(budget: DailyBudget) -> None:
    assert not await budget.spend(CAFE, TODAY, most=0)
