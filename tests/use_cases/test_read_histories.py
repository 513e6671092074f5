"""Histories: complete units of the tenant's calendar, 0 where nothing happened, nothing where nothing is known."""

from datetime import timedelta

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.continuing import series_of_history, units_ahead
from olympus.domain.forecasts.metric_history import LONGEST_SILENCE, HistoryRequest, MetricHistory
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.tenant import TenantSettings
from olympus.use_cases.read_histories import ReadHistories
from tests.clocks import SetClock
from tests.factories import CAFE, NOON, an_item, an_order

DAY = timedelta(days=1)


class Trade:
    """A tenant's store and the histories that are read from it."""

    def __init__(self) -> None:
        ledger, versions = Ledger(), InMemoryDataVersions()
        self.clock = SetClock(NOON + timedelta(hours=1))
        self.store = InMemoryEventStore(ledger, versions)
        self.tenants = InMemoryTenants(versions)
        self._read = ReadHistories(self.tenants, InMemoryFigureSource(ledger), self.clock)

    async def histories(
        self, metric: str = "orders", granularity: Granularity = Granularity.DAY, by: Dimension | None = None
    ) -> list[MetricHistory]:
        return await self._read(CAFE, HistoryRequest(metric=CATALOGUE[metric], granularity=granularity, by=by))


@pytest.fixture
async def trade() -> Trade:
    """Orders 1, 0, 2, 0 and 1 on the days up to yesterday, and one today."""
    trade = Trade()
    ago = {"a": 5, "b": 3, "c": 3, "d": 1, "e": 0}
    await trade.store.record(
        [
            an_order(name, at=NOON - days * DAY, items=(an_item("tea" if name < "c" else "cake"),))
            for name, days in ago.items()
        ]
    )
    return trade


async def test_days_are_whole_and_today_is_told_apart(trade: Trade) -> None:
    [history] = await trade.histories()

    assert history.values == (1, 0, 2, 0, 1)
    assert history.so_far == 1
    assert history.running.bounds[0] == NOON.replace(hour=0)
    assert [unit.bounds[1] for unit in history.units][-1] == history.running.bounds[0]
    assert next(units_ahead(history)) == history.running


async def test_what_has_nothing_to_divide_by_is_not_known(trade: Trade) -> None:
    [history] = await trade.histories("average_order_value")

    assert [value is None for value in history.values] == [False, True, False, True, False]
    assert series_of_history(history, 3).known == tuple(filter(None, history.values))


async def test_each_value_of_a_dimension_has_a_history_over_the_same_days(trade: Trade) -> None:
    cake, tea = await trade.histories("units_sold", by=Dimension.PRODUCT)

    assert (cake.value, cake.name, cake.so_far) == ("cake", "Cake", 1)
    assert (tea.value, tea.values, cake.values) == ("tea", (1, 0, 1, 0, 0), (0, 0, 1, 0, 1))


async def test_a_month_that_is_still_running_is_not_complete_however_long_the_silence() -> None:
    trade = Trade()
    await trade.store.record([an_order(at=NOON.replace(day=day, month=month)) for month, day in [(1, 5), (3, 1)]])
    trade.clock.go_on(days=2)

    [history] = await trade.histories(granularity=Granularity.MONTH)

    assert history.silent_since is not None
    assert (history.values, history.so_far) == ((1, 0), 1)
    assert history.running.bounds[0] == NOON.replace(day=1, hour=0)


async def test_after_a_long_silence_the_history_ends_with_the_last_event(trade: Trade) -> None:
    trade.clock.go_on(days=LONGEST_SILENCE.days - 1)
    [history] = await trade.histories()
    assert (len(history.values), history.silent_since) == (18, None)

    trade.clock.go_on(days=1)
    [history] = await trade.histories()
    assert history.values == (1, 0, 2, 0, 1, 1)
    assert history.silent_since is not None
    assert history.running.bounds[0] == NOON.replace(hour=0) + DAY


async def test_days_are_those_of_the_tenant(trade: Trade) -> None:
    await trade.tenants.save(CAFE, TenantSettings(time_zone="Pacific/Auckland"))  # where it is past midnight
    [history] = await trade.histories()

    assert history.values == (1, 0, 2, 0, 1)
    assert history.running.bounds[0] == NOON - timedelta(hours=1)


async def test_a_week_or_month_that_was_joined_late_does_not_count(trade: Trade) -> None:
    trade.clock.go_on(days=13)
    [history] = await trade.histories(granularity=Granularity.WEEK)

    assert (history.values, history.so_far) == ((2, 0), 0)


async def test_a_tenant_without_events_has_no_units() -> None:
    [history] = await Trade().histories()

    assert (history.units, history.values, history.is_empty) == ((), (), True)
