"""Anomalies: found in complete units, kept and told once, explained by parts that add up."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.composition import Container
from olympus.domain.anomalies.anomaly import Severity
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import ANOMALY_DETECTED
from olympus.ports.figure_source import FigureSnapshot
from olympus.settings import Settings
from olympus.use_cases.explain_anomaly import ExplainAnomaly
from olympus.use_cases.find_anomalies import AnomalyRequest
from tests.anomalies import an_anomaly
from tests.clocks import SetClock
from tests.factories import BAKERY, CAFE, NOON, an_order

DAYS = 60
USUALLY = 12
YESTERDAY = NOON - timedelta(days=1)


@pytest.fixture
async def container() -> Container:
    """Two months of a dozen orders a day, but 60 of them yesterday."""
    container = Container(settings=Settings())
    container.clock.override(SetClock(NOON + timedelta(hours=1)))
    numbers = {days: USUALLY + days % 3 for days in range(2, DAYS)} | {1: 5 * USUALLY}
    orders = [
        an_order(f"{days}-{number}", at=NOON - timedelta(days=days, seconds=number))
        for days, several in numbers.items()
        for number in range(several)
    ]
    await container.event_store().record(orders)
    return container


async def test_an_odd_day_is_found_kept_and_told_once(container: Container) -> None:
    new = await container.detect_anomalies()(CAFE)
    found = await container.find_anomalies()(CAFE, AnomalyRequest(metric="orders", timeframe="yesterday"))

    by_day = [each for each in found.anomalies if each.place.granularity == "day"]
    assert [(each.value, each.severity) for each in by_day] == [(Decimal(5 * USUALLY), Severity.CRITICAL)]
    assert by_day[0].place.unit.start == YESTERDAY.replace(hour=0)
    assert by_day[0].lower <= by_day[0].expected <= by_day[0].upper < by_day[0].value
    assert by_day[0].id in {each.id for each in new}
    assert await container.detect_anomalies()(CAFE) == []


async def test_contributions_add_up_to_the_deviation(container: Container) -> None:
    for each in await container.detect_anomalies()(CAFE):
        if each.explained_by:
            total = sum((part.contribution for part in each.explained_by), Decimal(0))
            assert total == each.value - each.expected


async def test_a_tenant_with_too_short_a_history_yields_nothing() -> None:
    container = Container(settings=Settings())
    container.clock.override(SetClock(NOON + timedelta(hours=1)))
    await container.event_store().record(
        [an_order(str(days), at=NOON - timedelta(days=days)) for days in range(9)]
    )
    assert await container.detect_anomalies()(CAFE) == []


async def test_whoever_was_judged_is_due_again_after_the_hour(container: Container) -> None:
    clock, progress = container.clock(), container.detection_progress()
    assert isinstance(clock, SetClock)
    assert await progress.due(clock.now(), limit=10) == [CAFE]
    await container.detect_anomalies()(CAFE)
    assert await progress.due(clock.now(), limit=10) == []
    clock.go_on(hours=1, minutes=2)
    assert await progress.due(clock.now(), limit=10) == [CAFE]


async def test_what_is_told_is_a_domain_event_and_told_again_after_an_outage(container: Container) -> None:
    new = await container.detect_anomalies()(CAFE)
    broadcast = container.broadcast()
    assert isinstance(broadcast, InMemoryEventBroadcast)
    async with broadcast.subscribe([ANOMALY_DETECTED]) as subscription:
        assert await container.tell_anomalies()() == len(new) > 0
        messages = await subscription.next_messages(limit=100, wait_seconds=1)
    events = [json.loads(message.body) for message in messages]
    assert {event["id"] for event in events} == {each.id for each in new}
    assert {event["name"] for event in events} == {ANOMALY_DETECTED}
    assert await container.tell_anomalies()() == 0


async def test_a_day_is_set_beside_the_same_weekday_though_clocks_have_changed() -> None:
    container = Container(settings=Settings())
    await container.tenants().save(CAFE, TenantSettings(time_zone="Europe/Rome"))  # clocks go forward on 29 March
    monday = datetime(2026, 3, 30, tzinfo=ZoneInfo("Europe/Rome"))
    by_day = [(7 * weeks, "mondays") for weeks in range(1, 5)] + [(7 * weeks + 1, "sundays") for weeks in range(5)]
    await container.event_store().record(
        [
            an_order(at=monday + timedelta(hours=12) - timedelta(days=days), location=place)
            for days, place in [(0, "new"), *by_day]
        ]
    )
    explain = ExplainAnomaly(container.tenants(), container.figures())

    explained = await explain(an_anomaly(monday.astimezone(UTC), value=1))

    assert {part.value for part in explained.explained_by} == {"new", "mondays"}


async def test_a_tenant_that_cannot_be_read_in_time_is_put_off_and_holds_nobody_up(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    await container.event_store().record([an_order("one", tenant=BAKERY, at=YESTERDAY)])
    figures, stopping, read = container.figures(), asyncio.Event(), list[TenantId]()
    snapshot = figures.snapshot

    def slow_for_one(tenant_id: TenantId) -> AbstractAsyncContextManager[FigureSnapshot]:
        read.append(tenant_id)
        if tenant_id == CAFE:
            raise SourceUnavailable("the figures", "TimeoutError")
        stopping.set()
        return snapshot(tenant_id)

    monkeypatch.setattr(figures, "snapshot", slow_for_one)
    assert await container.detection_progress().due(container.clock().now(), limit=10) == [CAFE, BAKERY]
    async with asyncio.timeout(10):
        await container.detect_anomalies().run(stopping)

    assert read[:2] == [CAFE, BAKERY]
    assert await container.detection_progress().due(container.clock().now(), limit=10) == []
