"""A metric's forecast: in the tenant's calendar, the same by the day and by the week, kept, and measured later."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.forecast_archive import InMemoryForecastArchive
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster
from olympus.adapters.system.public_holidays import KnownPublicHolidays
from olympus.domain.events.event import Event
from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.forecast_request import forecast_request
from olympus.domain.forecasts.metric_forecast import MetricForecast
from olympus.domain.forecasts.metric_history import NoHistory
from olympus.domain.forecasts.series import Series
from olympus.domain.forecasts.telling import sentence_of
from olympus.domain.tenant import TenantSettings
from olympus.ports.forecaster import Forecaster
from olympus.use_cases.forecast_metric import ForecastMetric
from olympus.use_cases.measure_forecasts import MeasureForecasts
from olympus.use_cases.read_histories import ReadHistories
from tests.clocks import SetClock
from tests.factories import CAFE, NOON, a_payment

DAY = timedelta(days=1)


class WatchedForecaster(Forecaster):
    """Forecasts, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[Series] = []
        self._forecaster = NumpyForecaster()

    def forecast(self, batch: Sequence[Series]) -> list[Forecast]:
        self.given.extend(batch)
        return self._forecaster.forecast(batch)


class Trade:
    """A tenant's store, and the forecasts that are made from it."""

    def __init__(self) -> None:
        ledger, versions = Ledger(), InMemoryDataVersions()
        self.clock = SetClock(NOON + timedelta(hours=1))
        self.store = InMemoryEventStore(ledger, versions)
        self.tenants = InMemoryTenants(versions)
        self.forecaster = WatchedForecaster()
        archive = InMemoryForecastArchive()
        read = ReadHistories(self.tenants, InMemoryFigureSource(ledger), self.clock)
        self._forecast = ForecastMetric(read, self.forecaster, KnownPublicHolidays(), archive)
        self.measure = MeasureForecasts(archive, read)

    async def forecast(self, metric: str = "revenue", **words: Any) -> MetricForecast:
        return await self._forecast(CAFE, forecast_request(metric, **words))


def takings(days: int) -> list[Event]:
    """A payment at noon on each of the days before today: more on weekends, and a little more every week."""
    return [
        a_payment(f"{ago}", amount=f"{(200 if at.isoweekday() > 5 else 100) + (days - ago) / 10:.2f}", at=at)
        for ago in range(1, days + 1)
        for at in [NOON - ago * DAY]
    ]


@pytest.fixture
async def trade() -> Trade:
    trade = Trade()
    await trade.store.record(takings(120))
    return trade


async def test_the_running_day_comes_first_and_weekends_are_known(trade: Trade) -> None:
    made = await trade.forecast(periods=7)  # Wednesday to Tuesday

    assert made.points[0].unit == made.history.running
    assert made.history.so_far == 0
    saturday, sunday = made.points[3], made.points[4]
    assert all(210 < point.mean < 220 for point in (saturday, sunday))
    assert all(110 < point.mean < 120 for point in made.points if point not in (saturday, sunday))
    assert "Revenue is expected to be 11" in sentence_of(made)
    assert "in the 7 days from 18 to 24 March 2026" in sentence_of(made)


@pytest.mark.parametrize("granularity", ["week", "month"])
async def test_weeks_and_months_are_the_sums_of_their_days(trade: Trade, granularity: str) -> None:
    made = await trade.forecast(granularity=granularity, periods=3)
    days = (await trade.forecast(periods=92)).points
    daily = await trade.forecast(periods=1)
    past = dict(zip((unit.bounds[0] for unit in daily.history.units), daily.history.values, strict=True))

    for point in made.points:
        ahead = [day.mean for day in days if day.unit.bounds[0] in point.unit]
        over = [value or 0 for start, value in past.items() if start in point.unit]
        assert point.mean == pytest.approx(sum(ahead) + sum(over), abs=0.005)
        assert point.lower_95 <= point.lower_80 <= point.mean <= point.upper_80 <= point.upper_95


async def test_a_day_is_forecast_alike_however_many_are_asked_for(trade: Trade) -> None:
    near, far = await trade.forecast(periods=20), await trade.forecast(periods=40)

    assert far.points[:20] == near.points
    assert len(far.points) == 40


async def test_what_is_known_already_is_not_computed_again(trade: Trade) -> None:
    first = await trade.forecast()
    trade.clock.go_on(hours=2)
    again = await trade.forecast()
    assert (again.points, len(trade.forecaster.given)) == (first.points, 1)

    trade.clock.go_on(days=1)
    await trade.forecast()
    assert len(trade.forecaster.given) == 2


async def test_a_tenant_of_three_days_has_a_week_too() -> None:
    trade = Trade()
    await trade.store.record(takings(2))
    made = await trade.forecast(granularity="week", periods=2)

    assert all(math.isfinite(point.mean) and point.mean > 0 for point in made.points)
    assert made.basis.warnings


async def test_holidays_of_the_tenants_country_are_told_to_the_forecaster(trade: Trade) -> None:
    await trade.forecast(periods=28)
    await trade.tenants.save(CAFE, TenantSettings(country="GB-NIR"))
    await trade.forecast(periods=28)

    without, with_holidays = trade.forecaster.given
    assert not without.marks
    assert {mark for mark in with_holidays.marks.past if mark} >= {"Christmas Day", "Saint Patrick's Day"}
    marked = [
        date(2026, 3, 18) + step * DAY for step, mark in islice(enumerate(with_holidays.marks.future), 28) if mark
    ]
    assert marked == [date(2026, 4, 3), date(2026, 4, 6)]


async def test_what_never_was_cannot_be_continued(trade: Trade) -> None:
    with pytest.raises(NoHistory, match="no item sales of this in any whole day"):
        await trade.forecast(filters=[("product", "=", "moon cheese")])
    with pytest.raises(NoHistory):
        await Trade().forecast(granularity="week")


async def test_what_is_zero_stays_zero_and_says_so(trade: Trade) -> None:
    made = await trade.forecast("refunds", periods=2)

    assert [point.mean for point in made.points] == [0, 0]
    assert made.basis.warnings


async def test_after_a_long_silence_the_forecast_goes_on_where_it_began(trade: Trade) -> None:
    trade.clock.go_on(days=60)
    made = await trade.forecast(periods=7)

    assert made.points[0].unit.bounds[0] == NOON.replace(hour=0)
    assert made.notes == (
        "Nothing has been heard of this tenant since 17 March 2026: the forecast goes on from there.",
    )


async def test_forecasts_are_held_against_what_happened(trade: Trade) -> None:
    made = await trade.forecast(periods=7)
    assert [each.accuracy for each in await trade.measure(CAFE)] == [None]

    happened = [
        a_payment(f"later-{step}", amount=f"{point.mean:.2f}", at=NOON + step * DAY)
        for step, point in enumerate(made.points[:2])
    ]
    await trade.store.record(happened)
    trade.clock.go_on(days=2)

    [measured] = await trade.measure(CAFE)
    assert measured.accuracy is not None
    assert (measured.forecasts, measured.accuracy.units) == (1, 2)
    assert measured.accuracy.error == pytest.approx(0, abs=1e-6)
    assert measured.accuracy.coverage_80 == 1
