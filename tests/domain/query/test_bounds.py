"""What would keep the service busy for seconds is refused before anything is read."""

from datetime import UTC, datetime, timedelta

import pytest

from olympus.domain.calendar.interval import Interval
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.query.metric_query import QueryWords, metric_query
from olympus.domain.query.plan import MOST_FIGURES, MOST_INSTANTS, TooManyFigures, grid_of, reads_of
from olympus.domain.tenant import TenantSettings

NOW = datetime(2026, 3, 18, tzinfo=UTC)


def read(hours: int, *metrics: str) -> None:
    """Plan the reading of metrics by the hour."""
    query = metric_query(QueryWords(metrics=metrics, granularity="hour"))
    interval = Interval(NOW - timedelta(hours=hours), NOW)
    reads_of(grid_of(query), interval, settings=TenantSettings(), now=NOW)


def test_points_times_metrics_are_bounded() -> None:
    several = [name for name in CATALOGUE if "hour_of_day" in CATALOGUE[name].dimensions][:10]
    read(MOST_FIGURES // 10, *several)

    with pytest.raises(TooManyFigures):
        read(MOST_FIGURES // 10 + 1, *several)


def test_levels_of_the_stock_are_bounded() -> None:
    read(MOST_INSTANTS, "stock_on_hand")

    with pytest.raises(TooManyFigures):
        read(MOST_INSTANTS + 1, "stock_on_hand")
