"""What every archive of forecasts promises."""

from dataclasses import replace
from datetime import timedelta

import pytest

from olympus.adapters.in_memory.forecast_archive import InMemoryForecastArchive
from olympus.adapters.postgres.forecast_archive import PostgresForecastArchive
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.kept_forecast import KeptForecast
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter, Operator
from olympus.ports.forecast_archive import ForecastArchive
from tests.factories import BAKERY, CAFE, NOON

DAY = timedelta(days=1)
AT_ROME = Filter(Dimension.LOCATION, Operator.IN, ("rome", None))


@pytest.fixture(params=["in_memory", "postgres"])
def archive(request: pytest.FixtureRequest) -> ForecastArchive:
    if request.param == "postgres":
        return PostgresForecastArchive(request.getfixturevalue("engine"))
    return InMemoryForecastArchive()


def a_forecast(
    *mean: float, metric: str = "revenue", filters: tuple[Filter, ...] = (), age: int = 0
) -> KeptForecast:
    return KeptForecast(
        tenant_id=CAFE,
        request=HistoryRequest(metric=CATALOGUE[metric], granularity=Granularity.DAY, filters=filters),
        made_at=NOON - age * DAY,
        model="combination",
        starts=tuple(NOON - age * DAY + step * DAY for step in range(len(mean))),
        mean=mean,
        lower_80=tuple(value - 1 for value in mean),
        upper_80=tuple(value + 1 for value in mean),
        lower_95=tuple(value - 2.5 for value in mean),
        upper_95=tuple(value + 2.5 for value in mean),
    )


async def test_what_was_kept_is_found_for_that_tenant_alone(archive: ForecastArchive) -> None:
    made = a_forecast(1.5, 0.1 + 0.2, filters=(AT_ROME,))
    await archive.keep(made)

    assert list(await archive.of_tenant(CAFE)) == [made]
    assert list(await archive.of_tenant(BAKERY)) == []


async def test_the_oldest_comes_first(archive: ForecastArchive) -> None:
    made = [a_forecast(1, age=1), a_forecast(2, age=3), a_forecast(3, age=2)]
    for each in made:
        await archive.keep(each)

    assert [each.mean for each in await archive.of_tenant(CAFE)] == [(2,), (3,), (1,)]


async def test_of_forecasts_from_the_same_unit_the_one_that_reaches_farthest_stays(
    archive: ForecastArchive,
) -> None:
    for mean in ((1.0, 2.0), (3.0,), (4.0, 5.0), (6.0, 7.0, 8.0), (9.0,)):
        await archive.keep(replace(a_forecast(*mean), made_at=NOON + len(mean) * DAY))

    [kept] = await archive.of_tenant(CAFE)
    assert (kept.mean, kept.made_at) == ((6, 7, 8), NOON + 3 * DAY)


async def test_forecasts_of_other_figures_stand_beside_each_other(archive: ForecastArchive) -> None:
    for each in (a_forecast(1), a_forecast(2, metric="orders"), a_forecast(3, filters=(AT_ROME,))):
        await archive.keep(each)

    assert sorted(each.mean[0] for each in await archive.of_tenant(CAFE)) == [1, 2, 3]
