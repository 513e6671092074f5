"""Whatever happened, and however it arrived: every history has the baskets that the events themselves tell."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory import purchase_history as in_memory
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.purchase_history import InMemoryPurchaseHistory
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres import purchase_history as postgres
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.purchase_history import PostgresPurchaseHistory
from olympus.domain.events.event import Event
from olympus.domain.facts.fact import Fact, FactKind
from olympus.domain.facts.from_events import statements_of
from olympus.domain.recommending.basket import Basket
from olympus.domain.tenant import TenantId
from olympus.ports.event_store import EventStore
from olympus.ports.purchase_history import PurchaseHistory
from tests.databases import empty
from tests.factories import BAKERY, CAFE, NOON, a_cancellation, an_item, an_order
from tests.histories import deliveries

DAY = timedelta(days=1)
TEA, CAKE = an_item("tea"), an_item("cake")


@dataclass
class Purchases:
    """A store, the baskets that are read from it, and a way to start anew within one test."""

    store: EventStore
    history: PurchaseHistory
    forget_everything: Callable[[], Awaitable[None]]

    async def baskets(self, tenant: TenantId = CAFE) -> list[Basket]:
        return [basket async for page in self.history.newest_first(tenant) for basket in page]


@pytest.fixture(params=["in_memory", "postgres"])
def purchases(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Purchases:
    for module in (in_memory, postgres):
        monkeypatch.setattr(module, "_PAGE", 2)
    if request.param == "postgres":
        engine: AsyncEngine = request.getfixturevalue("engine")
        store = PostgresEventStore(engine, MsgspecEventDecoder())
        return Purchases(store, PostgresPurchaseHistory(engine), lambda: empty(engine))
    ledger = Ledger()

    async def forget() -> None:
        ledger.__init__()  # type: ignore[misc]

    return Purchases(InMemoryEventStore(ledger), InMemoryPurchaseHistory(ledger), forget)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
async def test_any_arrival_of_any_history_has_the_items_of_a_plain_recomputation(
    purchases: Purchases, delivery: tuple[list[Event], list[list[Event]]]
) -> None:
    history, batches = delivery
    await purchases.forget_everything()
    for batch in batches:
        await purchases.store.record(batch)

    facts = [fact for event in history if (fact := statements_of(event).fact)]
    for tenant in (CAFE, BAKERY):
        expected = plainly([fact for fact in facts if fact.tenant_id == tenant])
        assert await purchases.baskets(tenant) == expected
        for basket in expected:
            assert await purchases.history.of_order(tenant, basket.basket_id) == basket


def plainly(facts: list[Fact]) -> list[Basket]:
    """What the facts of one tenant come to, order by order."""
    holding = []
    for order_id in {fact.order_id for fact in facts}:
        about = [fact for fact in facts if fact.order_id == order_id]
        placed = sorted((fact for fact in about if fact.kind is FactKind.ORDER_PLACED), key=lambda fact: fact.rank)
        cancelled = any(fact.kind is FactKind.ORDER_CANCELLED for fact in about)
        if placed and placed[0].items and not cancelled:
            holding.append(placed[0])
    return [
        Basket(
            fact.order_id or "",
            tuple(dict.fromkeys(item.product_id for item in fact.items)),
            fact.person_id,
            fact.location_id,
            fact.at,
        )
        for fact in sorted(holding, key=lambda fact: fact.rank, reverse=True)
    ]


async def test_baskets_come_the_latest_first_whatever_the_pages(purchases: Purchases) -> None:
    orders = [an_order(f"o{day}", items=(TEA,), at=NOON + day * DAY) for day in range(5)]
    await purchases.store.record([*orders, an_order("twin", items=(CAKE,), at=NOON + DAY)])

    baskets = await purchases.baskets()

    assert len(baskets) == 6
    assert [each.at for each in baskets] == [NOON + day * DAY for day in (4, 3, 2, 1, 1, 0)]


async def test_a_basket_says_who_bought_what_where_and_when(purchases: Purchases) -> None:
    await purchases.store.record([an_order("o1", customer="ann", location="north", items=(TEA, CAKE, TEA))])

    [basket] = await purchases.baskets()

    assert basket == Basket("o1", ("tea", "cake"), "ann", "north", NOON)


async def test_what_is_cancelled_or_empty_is_no_basket(purchases: Purchases) -> None:
    await purchases.store.record([an_order("o1", items=(TEA,)), an_order("o2")])
    await purchases.store.record([a_cancellation("o1", at=NOON + DAY)])

    assert await purchases.baskets() == []
    assert await purchases.history.of_order(CAFE, "o1") is None
    assert await purchases.history.of_order(CAFE, "o2") is None


async def test_an_order_that_is_placed_twice_counts_as_first_placed(purchases: Purchases) -> None:
    await purchases.store.record([an_order("o1", items=(CAKE,), at=NOON + DAY)])
    await purchases.store.record([an_order("o1", items=(TEA,), at=NOON)])

    assert [each.items for each in await purchases.baskets()] == [("tea",)]


async def test_one_tenant_does_not_see_anothers_baskets(purchases: Purchases) -> None:
    await purchases.store.record([an_order("o1", items=(TEA,), tenant=BAKERY)])

    assert await purchases.baskets(CAFE) == []
    assert await purchases.history.of_order(CAFE, "o1") is None
    assert len(await purchases.baskets(BAKERY)) == 1
