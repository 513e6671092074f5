"""Whatever happened, however it arrived, whatever is asked: the answer is that of the events themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.events.event import Event
from olympus.domain.metrics.metric import Sum
from olympus.domain.query.answer import Answer, Row
from olympus.domain.query.metric_query import MetricQuery
from olympus.domain.tenant import TenantSettings
from olympus.ports.clock import Clock
from olympus.use_cases.answer_query import AnswerQuery
from tests.contracts.conftest import Records
from tests.domain.calendar.calendars import instant, tenants
from tests.factories import CAFE
from tests.histories import FIRST, deliveries
from tests.plain_answers import Key, PlainAnswers, Told
from tests.queries import queries

MOMENTS = [FIRST, *map(instant, ["2026-03-07T06:00", "2026-03-27T20:00", "2026-04-03T13:00", "2026-10-31T22:00"])]
"""When histories begin: at a turn of the year, and before clocks change in America, Europe and Australia."""

any_answer = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


class Stopped(Clock):
    """A clock that stands."""

    def __init__(self, shown: datetime) -> None:
        self._shown = shown

    def now(self) -> datetime:
        return self._shown


@st.composite
def asked(draw: st.DrawFn, *, stock: bool = False) -> tuple[list[Event], list[list[Event]], MetricQuery, datetime]:
    """A history, the batches in which it arrives, a question about it, and when that is asked."""
    history, batches = draw(deliveries())
    begins = draw(st.sampled_from(MOMENTS))
    moved = [[_moved(event, begins - FIRST) for event in batch] for batch in batches]
    query = draw(queries(around=begins + timedelta(days=2), stock=stock))
    now = begins + timedelta(days=draw(st.integers(-1, 8)), hours=draw(st.integers(0, 23)))
    return [_moved(event, begins - FIRST) for event in history], moved, query, now


def _moved(event: Event, by: timedelta) -> Event:
    return event._replace(occurred_at=event.occurred_at + by)


async def answer_to(
    records: Records, batches: list[list[Event]], query: MetricQuery, tenant: TenantSettings, now: datetime
) -> Answer:
    await records.forget_everything()
    for batch in batches:
        await records.store.record(batch)
    own = InMemoryTenants()
    await own.save(CAFE, tenant)
    return await AnswerQuery(own, records.figures, Stopped(now))(CAFE, query)


def plain(history: list[Event], answer: Answer) -> PlainAnswers:
    own = [event for event in history if event.tenant_id == CAFE]
    return PlainAnswers(own, answer.settings, answer.currency, answer.as_of)


def told(answer: Answer) -> dict[Key, Told]:
    return {key_of(row): {name: each.value for name, each in row.readings.items()} for row in answer.rows}


def key_of(row: Row) -> Key:
    return (row.bucket.start if row.bucket else None), tuple(row.values.values())


@any_answer
@given(case=asked(), tenant=tenants())
async def test_every_row_and_total_is_that_of_a_plain_recomputation(
    records: Records, case: tuple[list[Event], list[list[Event]], MetricQuery, datetime], tenant: TenantSettings
) -> None:
    history, batches, query, now = case
    answer = await answer_to(records, batches, query, tenant, now)
    recomputed, interval = plain(history, answer), answer.timeframe.interval

    rows, must = told(answer), recomputed.rows(query, interval)
    assert {key: figures for key, figures in rows.items() if key not in must and any(figures.values())} == {}
    for key, figures in must.items():
        assert rows.get(key, recomputed.nothing(query, key, interval)) == figures
    assert {name: each.value for name, each in answer.totals.items()} == recomputed.total(query, interval)
    if answer.compared:
        earlier = recomputed.total(query, answer.compared.earlier)
        assert {name: each.previous for name, each in answer.totals.items()} == earlier


@any_answer
@given(case=asked(stock=True), tenant=tenants())
async def test_the_stock_of_every_row_is_that_at_its_end(
    records: Records, case: tuple[list[Event], list[list[Event]], MetricQuery, datetime], tenant: TenantSettings
) -> None:
    history, batches, query, now = case
    tenant = replace(tenant, default_reorder_point=Decimal(2))
    answer = await answer_to(records, batches, query, tenant, now)
    recomputed, interval = plain(history, answer), answer.timeframe.interval
    metric = query.metrics[0]
    for row in answer.rows:
        part = row.bucket.within(interval) if row.bucket else interval
        must = recomputed.stock(query, metric, min(part.end or now, now))
        assert row.readings[metric.name].value == must.get(tuple(row.values.values()), _no_stock(metric.name))


def _no_stock(metric: str) -> Decimal | None:
    return None if metric == "stock_on_hand" else Decimal(0)


@any_answer
@given(case=asked(), tenant=tenants())
async def test_parts_add_up_to_the_whole_now_and_before(
    records: Records, case: tuple[list[Event], list[list[Event]], MetricQuery, datetime], tenant: TenantSettings
) -> None:
    _, batches, query, now = case
    query = replace(query, granularity=query.granularity and Granularity.DAY)
    answer = await answer_to(records, batches, query, tenant, now)
    for metric in query.metrics:
        if not isinstance(metric.formula, Sum) or metric.unit == "money":
            continue  # money of several currencies is not one sum
        parts = [row.readings[metric.name] for row in answer.rows]
        whole = answer.totals[metric.name]
        assert sum((each.value or 0 for each in parts), Decimal(0)) == whole.value
        if answer.compared and not query.granularity:
            assert sum((each.previous or 0 for each in parts), Decimal(0)) == whole.previous
            assert sum(each.change.absolute or 0 for each in parts if each.change) == (
                whole.change.absolute if whole.change else None
            )
