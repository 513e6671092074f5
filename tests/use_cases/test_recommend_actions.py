"""Recommended actions: every rule on a trade that calls for it, and nothing where nothing is known."""

import threading
from datetime import timedelta

import pytest

from olympus.domain.actions.action import Rule
from olympus.domain.actions.request import LimitOutOfRange
from olympus.domain.calendar.timeframe_errors import InvalidTimeframe
from olympus.use_cases.recommend_actions import RecommendedActions
from tests.factories import BAKERY, NOON, a_count, an_item, an_order
from tests.use_cases.advised_trade import COUNTED, DAY, AdvisedTrade, a_busy_shop, sales, threads_of_plans


def rules_of(told: RecommendedActions) -> set[Rule]:
    return {each.proposal.rule for each in told.actions}


@pytest.fixture
async def trade() -> AdvisedTrade:
    trade = AdvisedTrade()
    await trade.record(a_busy_shop())
    return trade


async def test_every_rule_finds_what_calls_for_it(trade: AdvisedTrade) -> None:
    told = await trade.actions()

    by_rule = {each.proposal.rule: each.proposal for each in told.actions}
    assert set(by_rule) == set(Rule)
    assert by_rule[Rule.REORDER].product_ids == ("tea",)
    assert by_rule[Rule.PRICE_OFF].product_ids == ("pie",)
    assert by_rule[Rule.SLOW_MOVER].product_ids == ("vase",)
    assert by_rule[Rule.BUNDLE].product_ids == ("cheese", "wine")
    assert by_rule[Rule.FAILING_PAYMENTS].subjects == ("payment_method", "paypal")
    assert "12:00 to 13:00" in by_rule[Rule.PEAK_HOURS].action
    assert {each.day - told.trade.today for each in told.trade.hours} == {n * DAY for n in range(1, 8)}
    assert "20:00 to 21:00" in by_rule[Rule.QUIET_HOURS].action
    assert set(by_rule[Rule.CUSTOMERS_AT_RISK].customer_ids) <= {f"regular-{n}" for n in range(4)}
    assert all(each.evidence and each.rationale for each in by_rule.values())
    assert all(each.worth for rule, each in by_rule.items() if rule is not Rule.QUIET_HOURS)


async def test_the_most_valuable_comes_first_and_the_same_is_said_again(trade: AdvisedTrade) -> None:
    told, again = await trade.actions(), await trade.actions(limit=3)

    amounts = [each.proposal.worth.amount for each in told.actions if each.proposal.worth]
    assert amounts == sorted(amounts, reverse=True)
    assert again.actions == told.actions[:3]
    assert again.found == len(told.actions)


async def test_one_location_has_its_own_actions(trade: AdvisedTrade) -> None:
    await trade.record(
        [*sales("tea", [4] * 60, location="oslo"), a_count("tea", "5", location="oslo", at=COUNTED)]
    )

    told = await trade.actions(location_id="oslo")

    assert rules_of(told) == {Rule.REORDER}
    assert told.actions[0].proposal.location_id == "oslo"
    assert any("one location" in note for note in told.trade.notes)


async def test_a_location_that_runs_out_is_not_hidden_by_one_that_has_enough() -> None:
    trade = AdvisedTrade()
    shops = ("rome", "5"), ("oslo", "200")
    for shop, stock in shops:
        await trade.record(
            [*sales("tea", [4] * 60, location=shop), a_count("tea", stock, location=shop, at=COUNTED)]
        )

    [told] = (await trade.actions()).actions
    [alone] = (await trade.actions(location_id="rome")).actions
    await trade.record([an_order("somewhere", at=NOON - DAY, items=(an_item("tea"),))])
    together = await trade.actions()

    assert told.proposal.action.endswith("units of Tea at rome today.")
    assert told.proposal == alone.proposal
    assert together.actions == ()  # 205 are enough, wherever they are


async def test_a_tenant_without_events_is_recommended_nothing(trade: AdvisedTrade) -> None:
    told = await trade.actions(tenant=BAKERY)

    assert (told.actions, told.found) == ((), 0)
    assert told.trade.notes == ("There is nothing to recommend: this tenant has no events yet.",)


@pytest.mark.parametrize(
    "events",
    [
        [an_order("o1", at=NOON - DAY, items=(an_item("tea"),))],
        [an_order("o1", at=NOON - DAY, total="0", items=(an_item("tea", quantity="0", total="0"),))],
        [a_count("tea", "5", at=NOON - DAY)],
        [a_count("tea", "-1000000000000000", at=NOON - DAY)],
    ],
)
async def test_one_event_is_no_evidence(events: list[object]) -> None:
    trade = AdvisedTrade()
    await trade.record(events)  # type: ignore[arg-type]

    assert (await trade.actions()).actions == ()


async def test_a_short_timeframe_is_taken_back_to_four_weeks(trade: AdvisedTrade) -> None:
    told = await trade.actions(timeframe="today")

    assert told.trade.interval.length == timedelta(days=28)
    assert told.trade.notes == ("The timeframe was taken back to 28 days: less is no evidence.",)
    assert Rule.REORDER in rules_of(told)


@pytest.mark.parametrize("timeframe", ["all_time", "last_year", "2031", "0003-01-01", "last_365_days"])
async def test_any_timeframe_is_answered(trade: AdvisedTrade, timeframe: str) -> None:
    told = await trade.actions(timeframe=timeframe)

    assert told.trade.interval.bounds[1] <= NOON


async def test_after_a_long_silence_nothing_is_said_of_the_coming_week(trade: AdvisedTrade) -> None:
    trade.clock.go_on(days=30)
    told = await trade.actions()

    assert not rules_of(told) & {Rule.PEAK_HOURS, Rule.QUIET_HOURS}
    assert any("Nothing was heard" in note for note in told.trade.notes)


async def test_what_cannot_be_asked_is_refused(trade: AdvisedTrade) -> None:
    for limit in (0, 101, -1):
        with pytest.raises(LimitOutOfRange):
            await trade.actions(limit=limit)
    with pytest.raises(InvalidTimeframe):
        await trade.actions(timeframe="last_weeks")


async def test_more_products_than_are_forecast_at_once_are_said_to_be_left_out() -> None:
    trade = AdvisedTrade()
    await trade.record(
        [
            each
            for n in range(105)
            for each in (*sales(f"p{n}", [9] + [0] * 19 + [9]), a_count(f"p{n}", "1", at=COUNTED))
        ]
    )

    told = await trade.actions()

    assert len(told.trade.plans) == 100
    assert any("5 were not" in note for note in told.trade.notes)


async def test_others_are_answered_while_it_is_planned(
    trade: AdvisedTrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned_in = threads_of_plans("olympus.use_cases.gather_trade", monkeypatch)

    await trade.actions()

    assert planned_in
    assert threading.main_thread() not in planned_in
