"""Recommendations from what a tenant sold, less what is out of stock, learnt anew when it is time."""

from datetime import timedelta

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.purchase_history import InMemoryPurchaseHistory
from olympus.adapters.numpy_recommender.recommender import NumpyRecommender
from olympus.domain.events.event import Event
from olympus.domain.recommending.recommendation import Basis, Recommendations
from olympus.domain.recommending.request import ContextType, RecommendationRequest
from olympus.domain.tenant import TenantId
from olympus.use_cases import known_models
from olympus.use_cases.known_models import HOLDS, KnownModels
from olympus.use_cases.known_versions import KnownVersions
from olympus.use_cases.recommend_items import RecommendItems
from tests.clocks import SetClock
from tests.factories import BAKERY, CAFE, NOON, a_count, an_item, an_order

MENUS = [("tea", "scone"), ("coffee", "cake"), ("juice", "jam")]


class Trade:
    """A tenant's store, and the recommendations that are learnt from it."""

    def __init__(self) -> None:
        ledger, versions = Ledger(), InMemoryDataVersions()
        purchases, figures = InMemoryPurchaseHistory(ledger), InMemoryFigureSource(ledger)
        self.clock = SetClock(NOON + timedelta(hours=2))
        self.store = InMemoryEventStore(ledger, versions)
        self.models = KnownModels(purchases, NumpyRecommender(), KnownVersions(versions, self.clock), self.clock)
        self._recommend = RecommendItems(self.models, purchases, figures, self.clock)

    async def ask(
        self, context: ContextType, entity_id: str | None = None, tenant: TenantId = CAFE, **more: object
    ) -> Recommendations:
        return await self._recommend(tenant, RecommendationRequest(context, entity_id, **more))  # type: ignore[arg-type]

    async def items(self, context: ContextType, entity_id: str | None = None, **more: object) -> list[str]:
        return [each.item_id for each in (await self.ask(context, entity_id, **more)).items]  # type: ignore[arg-type]


def some_orders(times: int = 10) -> list[Event]:
    return [
        an_order(
            f"{menu[0]}-{turn}",
            items=tuple(map(an_item, menu)),
            customer=f"{menu[0]}-lover-{turn}",
            location="north",
        )
        for turn in range(times)
        for menu in MENUS
    ]


@pytest.fixture
async def trade() -> Trade:
    trade = Trade()
    await trade.store.record(some_orders())
    return trade


async def test_a_product_comes_with_what_is_bought_with_it_and_the_reason(trade: Trade) -> None:
    told = await trade.ask(ContextType.PRODUCT, "tea")

    first = told.items[0]
    assert (first.item_id, first.name, first.because_of) == ("scone", "Scone", "tea")
    assert (first.basis, first.reason) == (Basis.BOUGHT_TOGETHER, "bought with Tea")
    assert "tea" not in [each.item_id for each in told.items]
    assert told.notes == []
    assert told.model_version.startswith("ease-")


async def test_a_basket_is_that_of_an_order_with_the_items_that_are_named(trade: Trade) -> None:
    assert "scone" not in await trade.items(ContextType.BASKET, "tea-1")
    assert (await trade.items(ContextType.BASKET, items=("juice",)))[0] == "jam"
    assert set(await trade.items(ContextType.BASKET, "tea-1", items=("juice",))) == {"jam", "coffee", "cake"}


async def test_a_customer_gets_what_is_new_unless_the_same_is_asked_for_again(trade: Trade) -> None:
    await trade.store.record([an_order("last", items=(an_item("tea"),), customer="ann")])

    fresh = await trade.ask(ContextType.CUSTOMER, "ann")
    again = await trade.ask(ContextType.CUSTOMER, "ann", again=True)

    assert (fresh.items[0].item_id, fresh.items[0].reason) == ("scone", "bought by customers who bought Tea")
    assert "tea" not in [each.item_id for each in fresh.items]
    [tea] = [each for each in again.items if each.item_id == "tea"]
    assert (tea.basis, tea.reason) == (Basis.BOUGHT_BEFORE, "bought before")


@pytest.mark.parametrize(
    ("context", "note"),
    [
        (ContextType.PRODUCT, "Nobody has bought the product 'x' yet."),
        (ContextType.CUSTOMER, "The customer 'x' has bought nothing yet."),
        (ContextType.BASKET, "There is no order 'x' with items."),
    ],
)
async def test_who_is_not_known_gets_what_is_popular_and_is_told_so(
    trade: Trade, context: ContextType, note: str
) -> None:
    told = await trade.ask(context, "x")

    assert len(told.items) == 6
    assert {(each.basis, each.reason) for each in told.items} == {(Basis.POPULAR, "popular")}
    assert told.notes[0].startswith(note)


async def test_a_tenant_without_orders_is_told_that_there_is_nothing(trade: Trade) -> None:
    told = await trade.ask(ContextType.BASKET, tenant=BAKERY)

    assert (list(told.items), told.confidence) == ([], None)
    assert "no item was bought" in told.notes[0]


async def test_what_is_out_of_stock_is_left_out_and_others_move_up(trade: Trade) -> None:
    await trade.store.record([a_count("scone", "0", location="north"), a_count("cake", "5", location="north")])

    everywhere = await trade.items(ContextType.PRODUCT, "tea", limit=4)

    assert set(everywhere) == {"coffee", "cake", "juice", "jam"}


async def test_stock_is_that_of_the_location_that_is_asked_for(trade: Trade) -> None:
    await trade.store.record([a_count("scone", "0", location="north"), a_count("scone", "5", location="south")])

    assert (await trade.items(ContextType.PRODUCT, "tea"))[0] == "scone"
    assert (await trade.items(ContextType.PRODUCT, "tea", location_id="south"))[0] == "scone"
    assert "scone" not in await trade.items(ContextType.PRODUCT, "tea", location_id="north")


async def test_however_much_is_out_of_stock_the_rest_is_found(trade: Trade) -> None:
    many = tuple(an_item(f"thing {number:02}") for number in range(40))
    await trade.store.record([an_order(items=many) for _ in range(3)])
    await trade.store.record([a_count(each.product_id, "0") for each in many[:39]])

    told = await trade.items(
        ContextType.PRODUCT, "thing 00", limit=1, leave_out=tuple(item for menu in MENUS for item in menu)
    )

    assert told == ["thing 39"]


async def test_what_is_learnt_holds_some_minutes_and_is_then_renewed_behind_the_answers(trade: Trade) -> None:
    await trade.items(ContextType.PRODUCT, "tea")
    new_menu = (an_item("tea"), an_item("waffle"))
    await trade.store.record([an_order(items=new_menu, at=NOON) for _ in range(100)])

    assert "waffle" not in await trade.items(ContextType.PRODUCT, "tea")
    trade.clock.go_on(seconds=HOLDS.total_seconds())
    assert "waffle" not in await trade.items(ContextType.PRODUCT, "tea")
    await trade.models.settled()
    assert (await trade.items(ContextType.PRODUCT, "tea"))[0] == "waffle"


async def test_nothing_is_learnt_again_of_the_same_data(trade: Trade) -> None:
    before = await trade.models.of(CAFE)

    trade.clock.go_on(seconds=HOLDS.total_seconds())
    await trade.models.of(CAFE)
    await trade.models.settled()

    assert await trade.models.of(CAFE) is before


async def test_models_that_were_asked_for_longest_ago_make_room(
    trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_models, "_MOST_BYTES", 1)
    first = await trade.models.of(CAFE)
    other = await trade.models.of(BAKERY)

    assert await trade.models.of(BAKERY) is other
    assert await trade.models.of(CAFE) is not first


async def test_the_latest_purchases_are_learnt_from_where_there_are_too_many(
    trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_models, "MOST_INTERACTIONS", 1)
    monkeypatch.setattr("olympus.adapters.in_memory.purchase_history._PAGE", 1)
    await trade.store.record([an_order(items=(an_item("late"),), at=NOON.replace(hour=13))])

    assert await trade.items(ContextType.BASKET) == ["late"]
