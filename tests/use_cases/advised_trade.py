"""A tenant's store with what is forecast and advised from it, on in-memory adapters."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from threading import Thread, current_thread
from typing import Any

import pytest

from olympus.adapters.in_memory.customer_source import InMemoryCustomerSource
from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.purchase_history import InMemoryPurchaseHistory
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.domain.actions.request import ActionsRequest
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import PaymentStatus
from olympus.domain.replenishment.inventory_forecast import InventoryForecast
from olympus.domain.replenishment.plan import ReorderPlan, reorder_plan
from olympus.domain.tenant import TenantId
from olympus.use_cases.forecast_inventory import ForecastInventory, InventoryRequest
from olympus.use_cases.gather_trade import GatherTrade
from olympus.use_cases.recommend_actions import RecommendActions, RecommendedActions
from tests.clocks import SetClock
from tests.factories import CAFE, NOON, a_count, a_payment, an_item, an_order

DAY = timedelta(days=1)
COUNTED = NOON - timedelta(hours=1)


class AdvisedTrade:
    """What is recorded, and what is said to it."""

    def __init__(self) -> None:
        ledger, versions = Ledger(), InMemoryDataVersions()
        self.clock = SetClock(NOON)
        self.tenants = InMemoryTenants(versions)
        self.store = InMemoryEventStore(ledger, versions)
        figures, forecaster = InMemoryFigureSource(ledger), NumpyForecaster()
        self._inventory = ForecastInventory(self.tenants, figures, forecaster, self.clock)
        self._actions = RecommendActions(
            GatherTrade(
                self.tenants,
                figures,
                InMemoryCustomerSource(ledger),
                InMemoryPurchaseHistory(ledger),
                forecaster=forecaster,
                clock=self.clock,
            )
        )

    async def record(self, events: Sequence[Event]) -> None:
        await self.store.record(events)

    async def inventory(self, product: str, *, tenant: TenantId = CAFE, **more: Any) -> InventoryForecast:
        return await self._inventory(tenant, InventoryRequest(product, **more))

    async def actions(self, *, tenant: TenantId = CAFE, **asked: Any) -> RecommendedActions:
        return await self._actions(tenant, ActionsRequest(**{"limit": 100, **asked}))


def threads_of_plans(module: str, monkeypatch: pytest.MonkeyPatch) -> set[Thread]:
    """The threads in which a module will have made its plans: computing in the main one keeps others waiting."""
    seen: set[Thread] = set()

    def plan(*given: Any, **named: Any) -> ReorderPlan:
        seen.add(current_thread())
        return reorder_plan(*given, **named)

    monkeypatch.setattr(f"{module}.reorder_plan", plan)
    return seen


def sales(product: str, a_day: Sequence[int], *, location: str | None = None, price: int = 5) -> Iterator[Event]:
    """So many on each day, the last of them yesterday."""
    for back, number in enumerate(reversed(a_day), 1):
        if number:
            item = an_item(product, quantity=str(number), total=str(number * price))
            yield an_order(
                total=item.total.to_eng_string(), at=NOON - back * DAY, location=location, items=(item,)
            )


def a_busy_shop(days: int = 60) -> list[Event]:
    """A shop in which everything is the matter that there is a rule for. The same at every call."""
    chance = Random(7)
    events: list[Event] = []
    for back in range(days, 0, -1):
        morning = NOON.replace(hour=0) - back * DAY
        for hour in range(9, 21):
            number_of_orders = 1 if hour == 20 else chance.randint(4, 6) * (3 if hour == 12 else 1)
            for number in range(number_of_orders):
                events += _an_order(f"{back}-{hour}-{number}", morning + timedelta(hours=hour), chance, back)
    two_months_ago = NOON - days * DAY
    stock = {"tea": "100", "pie": "3000", "vase": "40"}
    events += [a_count(each, number, at=at) for each, number in stock.items() for at in (two_months_ago, COUNTED)]
    vase = an_item("vase", total="30.00")
    return [*events, an_order("vase", total="30.00", at=NOON - 70 * DAY, items=(vase,))]


def _an_order(order: str, at: datetime, chance: Random, back: int) -> Iterator[Event]:
    items = [an_item("tea")] if chance.random() < 0.7 else [an_item("pie")]
    if chance.random() < 0.2:
        items += [an_item("wine", total="20.00"), an_item("cheese", total="12.00")]
    is_regular = back > 30 and chance.random() < 0.2
    customer = f"regular-{chance.randrange(4)}" if is_regular else f"guest-{chance.randrange(60)}"
    method = "card" if chance.random() < 0.7 else "paypal"
    fails = chance.random() < (0.3 if method == "paypal" and back < 21 else 0.02)
    status = PaymentStatus.FAILED if fails else PaymentStatus.COMPLETED
    yield an_order(order, total="15.00", at=at, customer=customer, channel="web", items=tuple(items))
    yield a_payment(order, amount="15.00", at=at, method=method, status=status)
