"""Inventory forecasts: from sales and counts to a day and a quantity, and what is said where little is known."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest

from olympus.domain.replenishment.inventory_forecast import InvalidProduct, UnknownProduct
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import TenantSettings
from tests.factories import BAKERY, CAFE, NOON, a_count, an_item, an_order
from tests.use_cases.advised_trade import COUNTED, DAY, AdvisedTrade, sales, threads_of_plans

TODAY = date(2026, 3, 18)


@pytest.fixture
def trade() -> AdvisedTrade:
    return AdvisedTrade()


async def test_steady_sales_are_continued_and_ordered_for(trade: AdvisedTrade) -> None:
    """Four a day: 28 last a week, as long as a delivery takes, so it is time to order for two weeks."""
    await trade.record([*sales("tea", [4] * 60), a_count("tea", "28", at=COUNTED)])

    told = await trade.inventory("tea")

    assert (told.name, told.plan.on_hand, told.demand.model) == ("Tea", Decimal(28), "combination")
    assert [each.day for each in told.demand.days] == [TODAY + n * DAY for n in range(28)]
    assert all(each.expected == pytest.approx(4, rel=0.01) for each in told.demand.days)
    assert told.plan.reorder_point == pytest.approx(28, rel=0.01)
    assert told.plan.reorder_date in (TODAY, TODAY + DAY)
    assert told.plan.reorder_quantity == pytest.approx(28, abs=1)
    assert told.confidence > 0.8


async def test_what_sells_daily_since_it_came_is_not_taken_for_seldom_sold(trade: AdvisedTrade) -> None:
    await trade.record([*sales("pie", [1] * 150), *sales("tea", [4] * 60), a_count("tea", "28", at=COUNTED)])

    told = await trade.inventory("tea")

    assert told.plan.safety_stock == pytest.approx(0, abs=0.5)


async def test_others_are_answered_while_it_is_planned(
    trade: AdvisedTrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned_in = threads_of_plans("olympus.use_cases.forecast_inventory", monkeypatch)
    await trade.record([*sales("tea", [4] * 60), a_count("tea", "28", at=COUNTED)])

    await trade.inventory("tea")

    assert planned_in
    assert threading.main_thread() not in planned_in


async def test_what_was_sold_today_is_not_expected_again(trade: AdvisedTrade) -> None:
    today = an_order(at=NOON - timedelta(hours=1), items=(an_item("tea", quantity="3", total="15.00"),))
    await trade.record([*sales("tea", [4] * 60), today])

    told = await trade.inventory("tea")

    assert told.demand.days[0].expected == pytest.approx(1, abs=0.1)
    assert told.demand.days[1].expected == pytest.approx(4, abs=0.1)


async def test_a_stock_that_nobody_counted_is_not_known_rather_than_none(trade: AdvisedTrade) -> None:
    await trade.record([*sales("tea", [4] * 60), a_count("tea", change="-1", at=COUNTED)])

    told = await trade.inventory("tea")

    assert (told.plan.on_hand, told.plan.reorder_date, told.plan.reorder_quantity) == (None, None, None)
    assert any("never counted" in note for note in told.notes)


async def test_one_sale_gives_a_flat_forecast_a_low_confidence_and_a_warning(trade: AdvisedTrade) -> None:
    await trade.record([*sales("tea", [4] * 60), *sales("vase", [1, 0, 0]), a_count("vase", "3", at=COUNTED)])

    told = await trade.inventory("vase")

    expected = [each.expected for each in told.demand.days]
    assert max(expected) - min(expected) < 0.1
    assert sum(expected) < 10
    assert 0 < told.confidence < 0.15
    assert told.notes[0].startswith("It was sold on 1 day only")


async def test_what_was_first_sold_today_is_spread_over_four_weeks(trade: AdvisedTrade) -> None:
    order = an_order(at=NOON - timedelta(hours=1), items=(an_item("tea", quantity="28", total="140.00"),))
    await trade.record([order])

    told = await trade.inventory("tea")

    assert {each.expected for each in told.demand.days} == {1.0}
    assert told.confidence < 0.15
    assert "on 1 day only" in told.notes[0]


async def test_a_product_that_was_never_sold_has_no_demand(trade: AdvisedTrade) -> None:
    await trade.record([*sales("tea", [4] * 60), a_count("vase", "3", at=COUNTED)])

    told = await trade.inventory("vase")

    assert {each.expected for each in told.demand.days} == {0.0}
    assert (told.plan.on_hand, told.plan.reorder_date, told.plan.reorder_quantity) == (
        Decimal(3),
        None,
        Decimal(0),
    )
    assert (told.confidence, told.demand.model) == (0, None)
    assert any("not sold" in note for note in told.notes)


@pytest.mark.parametrize("tenant", [CAFE, BAKERY])
async def test_an_unknown_product_and_that_of_another_tenant_are_not_found(
    trade: AdvisedTrade, tenant: str
) -> None:
    await trade.record([*sales("tea", [4] * 60)])

    with pytest.raises(UnknownProduct, match="'coffee'"):
        await trade.inventory("coffee", tenant=CAFE)
    with pytest.raises(UnknownProduct):
        await trade.inventory("tea", tenant=BAKERY)
    for impossible in ("", "x" * 257, "a\0b"):
        with pytest.raises(InvalidProduct):
            await trade.inventory(impossible)


async def test_a_location_has_its_own_stock_and_demand(trade: AdvisedTrade) -> None:
    await trade.record(
        [
            *sales("tea", [4] * 60, location="rome"),
            *sales("tea", [1] * 60, location="oslo"),
            a_count("tea", "50", location="rome", at=COUNTED),
            a_count("tea", "7", location="oslo", at=COUNTED),
        ]
    )

    rome, oslo, both = [await trade.inventory("tea", location_id=each) for each in ("rome", "oslo", None)]
    nowhere = await trade.inventory("tea", location_id="nowhere")

    assert [each.plan.on_hand for each in (rome, oslo, both, nowhere)] == [50, 7, 57, None]
    assert [round(each.demand.days[3].expected) for each in (rome, oslo, both, nowhere)] == [4, 1, 5, 0]


async def test_a_weekly_pattern_is_kept(trade: AdvisedTrade) -> None:
    weeks = [9 if (TODAY - back * DAY).weekday() == 4 else 2 for back in range(84, 0, -1)]
    await trade.record([*sales("tea", weeks)])

    for silent_days in (0, 40, 500):
        trade.clock.go_on(days=silent_days)
        told = await trade.inventory("tea")

        fridays = [each.expected for each in told.demand.days if each.day.weekday() == 4]
        others = [each.expected for each in told.demand.days if each.day.weekday() != 4]
        assert min(fridays) > 2 * max(others)


async def test_what_is_seldom_sold_is_at_least_as_uncertain_as_a_poisson_number(trade: AdvisedTrade) -> None:
    await trade.record([*sales("vase", [1, *[0] * 39] * 8)])

    told = await trade.inventory("vase")

    assert all(each.sigma >= each.expected**0.5 > 0 for each in told.demand.days)


async def test_after_a_long_silence_the_days_are_still_those_to_come(trade: AdvisedTrade) -> None:
    await trade.record([*sales("tea", [4] * 60)])
    for days in (40, 900):
        trade.clock.go_on(days=days)
        told = await trade.inventory("tea")

        assert told.demand.days[0].day == trade.clock.now().date()
        assert len(told.demand.days) == 28
        assert "two weeks" in told.notes[0]
    trade.clock.go_on(days=9000)
    assert "three years" in (await trade.inventory("tea")).notes[0]


async def test_amounts_beyond_reason_are_answered_all_the_same(trade: AdvisedTrade) -> None:
    huge = an_item("tea", quantity="1000000000000000", total="1.00")
    await trade.record(
        [
            an_order(at=NOON - DAY, items=(huge,)),
            *sales("tea", [0] * 30),
            a_count("tea", "-1000000000000000", at=COUNTED),
        ]
    )

    told = await trade.inventory("tea", policy=ReplenishmentPolicy(365, 0.9999, 365))

    assert told.plan.reorder_date == TODAY
    assert told.plan.reorder_quantity is not None
    assert told.plan.reorder_quantity > Decimal(10) ** 15
    assert len(told.demand.days) == 730
    assert any("below zero" in note for note in told.notes)


async def test_days_are_those_of_the_tenant(trade: AdvisedTrade) -> None:
    await trade.record([*sales("tea", [4] * 60)])
    await trade.tenants.save(CAFE, TenantSettings(time_zone="Pacific/Auckland"))  # where it is past midnight

    assert (await trade.inventory("tea")).demand.days[0].day == TODAY + DAY
