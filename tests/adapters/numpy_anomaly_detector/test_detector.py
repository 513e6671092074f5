"""The detector says how far off a point is in numbers that can be told, whatever the series."""

import math

import pytest

from olympus.adapters.numpy_anomaly_detector.detector import NumpyAnomalyDetector
from olympus.domain.anomalies.anomaly import Severity
from olympus.domain.anomalies.watched_series import FARTHEST, Judgement, WatchedSeries

DAYS = 100


def judged(usual: float, last: float, *, is_count: bool) -> Judgement:
    """The last day of a series that was the same on all others."""
    weekdays = tuple(day % 7 for day in range(DAYS))
    series = WatchedSeries(values=(usual,) * (DAYS - 1) + (last,), seasons=(weekdays,), is_count=is_count)
    [[judgement]] = NumpyAnomalyDetector().judge([series])
    assert judgement is not None
    return judgement


@pytest.mark.parametrize("is_count", [False, True])
@pytest.mark.parametrize(("usual", "last"), [(0, 50), (0, 1e9), (0, -50), (10, 500), (1e12, 1e14), (-5, -500)])
def test_a_series_that_never_moved_is_far_off_by_a_number(usual: float, last: float, is_count: bool) -> None:
    judgement = judged(usual, last, is_count=is_count)

    assert judgement.is_odd
    assert Severity.of(judgement.beyond) is Severity.CRITICAL
    assert 4 < abs(judgement.beyond) <= FARTHEST
    assert 4 < abs(judgement.deviations) < 10 * FARTHEST
    assert math.copysign(1, judgement.beyond) == math.copysign(1, judgement.deviations) == math.copysign(1, last)


def test_what_is_as_ever_is_not_far_off() -> None:
    judgement = judged(0, 0, is_count=False)

    assert (judgement.is_odd, judgement.beyond, judgement.deviations) == (False, 0, 0)
