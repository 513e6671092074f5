"""Forecasts held against what happened."""

from datetime import timedelta

import pytest

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.kept_forecast import KeptForecast, accuracy_of
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.metrics.catalogue import CATALOGUE
from tests.factories import CAFE, NOON

DAYS = tuple(NOON + timedelta(days=day) for day in range(3))
MADE = KeptForecast(
    tenant_id=CAFE,
    request=HistoryRequest(metric=CATALOGUE["orders"], granularity=Granularity.DAY),
    made_at=NOON,
    model="combination",
    starts=DAYS,
    mean=(10.0, 20.0, 30.0),
    lower_80=(9.0, 19.0, 29.0),
    upper_80=(11.0, 21.0, 31.0),
    lower_95=(5.0, 15.0, 25.0),
    upper_95=(15.0, 25.0, 35.0),
)


def test_every_unit_that_is_over_counts() -> None:
    found = accuracy_of([MADE], {DAYS[0]: 10.0, DAYS[1]: 16.0})

    assert found is not None
    assert (found.units, found.coverage_80, found.coverage_95) == (2, 0.5, 1.0)
    assert found.smape == pytest.approx(200 * 4 / 36 / 2)
    assert (found.error, found.bias) == pytest.approx((4 / 26, 4 / 26))


def test_what_was_said_twice_counts_twice() -> None:
    found = accuracy_of([MADE, MADE], {DAYS[2]: 30.0})

    assert found is not None
    assert (found.units, found.error, found.coverage_80) == (2, 0, 1)


def test_nothing_is_said_of_forecasts_that_are_not_due() -> None:
    assert accuracy_of([MADE], {NOON - timedelta(days=1): 3.0}) is None


def test_where_nothing_happened_there_is_no_share_of_it() -> None:
    found = accuracy_of([MADE], {DAYS[0]: 0.0})

    assert found is not None
    assert (found.error, found.bias, found.smape) == (None, None, 200)
