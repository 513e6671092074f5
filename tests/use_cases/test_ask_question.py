"""Questions in plain words, from the text to the sentence."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings

from olympus.adapters.in_memory.conversations import InMemoryConversations
from olympus.adapters.in_memory.customer_source import InMemoryCustomerSource
from olympus.adapters.in_memory.daily_budget import InMemoryDailyBudget
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.forecast_archive import InMemoryForecastArchive
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.purchase_history import InMemoryPurchaseHistory
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.adapters.system.public_holidays import KnownPublicHolidays
from olympus.domain.events.event import Event
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.interpretation import Intent
from olympus.domain.tenant import TenantSettings
from olympus.use_cases.ask_question import AskedQuestion, AskQuestion, InvalidQuestion, Reply
from olympus.use_cases.explain_change import ExplainChange
from olympus.use_cases.forecast_metric import ForecastMetric
from olympus.use_cases.gather_trade import GatherTrade
from olympus.use_cases.known_values import KnownValues
from olympus.use_cases.read_histories import ReadHistories
from olympus.use_cases.read_question import Consulting, ReadQuestion
from olympus.use_cases.recommend_actions import RecommendActions
from tests.clocks import SetClock
from tests.factories import CAFE, a_count, a_payment, an_item, an_order
from tests.histories import FIRST, deliveries

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""A Wednesday."""
LAST_WEEK, BEFORE = NOW - timedelta(days=7), NOW - timedelta(days=14)


async def service(events: Sequence[Event], *, now: datetime = NOW) -> AskQuestion:
    """The service with these events, on in-memory adapters."""
    ledger, tenants, clock = Ledger(), InMemoryTenants(), SetClock(now)
    await InMemoryEventStore(ledger).record(events)
    await tenants.save(CAFE, TenantSettings(time_zone="Europe/Rome"))
    figures = InMemoryFigureSource(ledger)
    return AskQuestion(
        tenants,
        figures,
        InMemoryConversations(clock),
        read_question=ReadQuestion(None, InMemoryDailyBudget(), clock, consulting=Consulting(below=0.7, a_day=10)),
        values=KnownValues(tenants, figures, clock),
        explain_change=ExplainChange(),
        forecast_metric=ForecastMetric(
            ReadHistories(tenants, figures, clock),
            NumpyForecaster(),
            KnownPublicHolidays(),
            InMemoryForecastArchive(),
        ),
        recommend_actions=RecommendActions(
            GatherTrade(
                tenants,
                figures,
                InMemoryCustomerSource(ledger),
                InMemoryPurchaseHistory(ledger),
                forecaster=NumpyForecaster(),
                clock=clock,
            )
        ),
        clock=clock,
    )


async def reply_to(text: str, events: Sequence[Event] = (), **more: str) -> Reply:
    return await (await service(events or TRADE))(AskedQuestion(tenant_id=CAFE, text=text, **more))


def sale(order: str, amount: str, at: datetime, **more: object) -> list[Event]:
    """An order that was paid for."""
    return [an_order(order, total=amount, at=at, **more), a_payment(order, amount=amount, at=at)]  # type: ignore[arg-type]


TRADE = [
    *sale("1", "100.00", BEFORE, location="rome", channel="web", items=(an_item("margherita", total="100.00"),)),
    *sale("2", "50.00", BEFORE, location="oslo", channel="pos"),
    *sale("3", "70.00", LAST_WEEK, location="rome", channel="web"),
    *sale("4", "95.50", LAST_WEEK, location="oslo", channel="web", items=(an_item("tiramisu", total="95.50"),)),
]


async def test_a_figure_is_said_with_its_currency_its_dates_and_its_change() -> None:
    reply = await reply_to("revenue last week compared with the week before")

    assert reply.sentence == ("Revenue last week (9 to 15 March 2026) was 165.50 EUR, up 10.3 % from 150.00 EUR.")
    assert reply.chart is not None
    assert [each["value"] for each in reply.chart["data"]["values"]] == [150.0, 165.5]


async def test_rows_are_said_in_their_order() -> None:
    reply = await reply_to("revenue by location last week")

    assert reply.sentence == (
        "Revenue last week (9 to 15 March 2026): oslo with 95.50 EUR and rome with 70.00 EUR; 165.50 EUR in all."
    )


async def test_values_are_named_as_the_tenant_names_them() -> None:
    reply = await reply_to("how many Tiramisu did we sell")

    assert reply.sentence == "Units sold for product Tiramisu over all time were 1."
    assert reply.interpretation.filters[0].values == ("tiramisu",)


async def test_why_names_what_moved_it() -> None:
    reply = await reply_to("why did revenue change last week?")

    by_location = next(each for each in reply.contributions if each.dimension is Dimension.LOCATION)
    assert [(each.value, each.change) for each in by_location.contributions] == [
        ("oslo", Decimal("45.50")),
        ("rome", Decimal("-30.00")),
    ]
    assert "By channel, web +65.50 EUR and pos -50.00 EUR of +15.50 EUR in all." in reply.sentence


@pytest.mark.parametrize("question", ["what will revenue be next week?", "what will we sell next week?"])
async def test_a_question_about_the_time_ahead_is_answered_with_a_forecast(question: str) -> None:
    daily = [event for ago in range(1, 60) for event in sale(f"d{ago}", "100.00", NOW - timedelta(days=ago))]
    reply = await reply_to(question, daily)

    assert reply.sentence.startswith(
        "Revenue is expected to be 700.00 EUR in the week of 23 March 2026, most likely between"
    )
    assert reply.forecast is not None
    [point] = reply.forecast.points
    assert (point.mean, point.unit) == (700, reply.interpretation.horizon.interval)  # type: ignore[union-attr]
    assert reply.answer is not None  # the past, beside it
    assert len(reply.answer.rows) == 12
    assert reply.chart is not None
    assert "layer" in reply.chart


async def test_several_days_ahead_are_told_together() -> None:
    daily = [event for ago in range(1, 60) for event in sale(f"d{ago}", "100.00", NOW - timedelta(days=ago))]
    reply = await reply_to("forecast orders for the next 3 days", daily)

    assert reply.sentence.startswith("Orders are expected to be")
    assert reply.forecast is not None
    assert {round(point.mean) for point in reply.forecast.points} == {1}


async def test_without_a_history_the_question_is_answered_with_what_there_is() -> None:
    reply = await reply_to("what will revenue be next week?", [a_count("flour", "1", at=NOW - timedelta(hours=1))])

    assert reply.sentence.startswith("There is nothing to go by: no revenue of this in any whole")
    assert "So far: Revenue last 12 weeks" in reply.sentence
    assert reply.forecast is None


async def test_what_is_ahead_is_not_told_for_each_product() -> None:
    reply = await reply_to("forecast units sold by product next week")

    assert reply.sentence.startswith("What is ahead is told for one product at a time. So far:")
    assert reply.forecast is None


async def test_what_to_reorder_is_what_runs_low() -> None:
    low = [
        a_count("flour", "1", reorder_point="5", at=LAST_WEEK),
        a_count("salt", "9", reorder_point="5", at=LAST_WEEK),
    ]
    reply = await reply_to("what should I reorder?", low)

    assert reply.answer is not None
    assert reply.answer.rows[0].values == {Dimension.PRODUCT: "flour"}


async def test_what_to_reorder_is_advised_with_what_it_is_worth() -> None:
    sold = [
        an_order(at=NOW - timedelta(days=day), items=(an_item("flour", total="5.00"),)) for day in range(1, 41)
    ]
    reply = await reply_to("what should I reorder?", [*sold, a_count("flour", "2", at=LAST_WEEK)])

    assert reply.sentence.startswith("Order ")
    assert "of Flour today. Keeps about" in reply.sentence
    assert "EUR" in reply.sentence
    assert (await reply_to("which products are bought together?", sold)).sentence.startswith("There is nothing")


async def test_what_cannot_be_told_has_a_sentence_and_no_figure() -> None:
    reply = await reply_to("what was our profit last week")

    assert reply.interpretation.intent is Intent.UNKNOWN
    assert "profit" in reply.sentence
    assert reply.answer is None
    assert reply.chart is None


async def test_a_conversation_goes_on_for_the_same_user_alone() -> None:
    ask = await service(TRADE)

    async def said(text: str, user: str) -> str:
        asked = AskedQuestion(tenant_id=CAFE, text=text, user_id=user, session_id="s")
        return (await ask(asked)).interpretation.time.name

    assert await said("revenue last week", "ann") == "last_week"
    assert await said("by location", "ann") == "last_week"
    assert await said("by location", "bob") == "all_time"


async def test_what_could_not_be_answered_is_not_gone_on_from() -> None:
    ask = await service(TRADE)
    for text in ("revenue last week", "profit?"):
        await ask(AskedQuestion(tenant_id=CAFE, text=text, session_id="s"))

    reply = await ask(AskedQuestion(tenant_id=CAFE, text="by location", session_id="s"))
    assert reply.interpretation.metrics == ("revenue",)


async def test_follow_ups_can_be_asked_as_they_stand() -> None:
    for question in ("revenue last week", "revenue by location last week", "orders last week up or down"):
        reply = await reply_to(question)
        assert reply.follow_ups
        for each in reply.follow_ups:
            assert (await reply_to(each)).answer is not None, each


async def test_suggestions_go_on_from_what_is_typed() -> None:
    ask = await service(TRADE)
    await ask(AskedQuestion(tenant_id=CAFE, text="average order value in rome", session_id="s"))

    assert (await ask.suggest(CAFE, "avera"))[0] == "average order value in rome"
    assert all("refund" in each for each in await ask.suggest(CAFE, "refu"))
    assert any("Tiramisu" in each for each in await ask.suggest(CAFE, "tira"))
    assert await ask.suggest(CAFE, "")


@pytest.mark.parametrize("text", ["", "  \n", "x" * 501, "revenue\0", "a\x1b[31m"])
async def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuestion):
        await reply_to(text)


@pytest.mark.parametrize(
    "metric", ["revenue", "orders", "units sold", "average order value", "refund rate", "customers"]
)
@settings(max_examples=25, deadline=None)
@given(delivered=deliveries())
async def test_contributions_add_up_to_the_change(metric: str, delivered: tuple[list[Event], object]) -> None:
    events = [each._replace(tenant_id=CAFE) for each in delivered[0]]
    ask = await service(events, now=FIRST + timedelta(days=3))
    reply = await ask(AskedQuestion(tenant_id=CAFE, text=f"why did {metric} change today"))

    assert reply.answer is not None
    reading = next(iter(reply.answer.totals.values()))
    if reading.value is not None and reading.previous is not None:
        for each in reply.contributions:
            assert abs(each.change - (reading.value - reading.previous)) < Decimal("1e-20")
            assert sum((one.change for one in each.contributions), Decimal(0)) == each.change
