"""What is watched: headline metrics by hour and by day, and the seasons of their units."""

from collections.abc import Mapping, Sequence

from olympus.domain.anomalies.sensitivity import Sensitivity
from olympus.domain.anomalies.watched_series import WatchedSeries
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.metrics.metric import Unit

_BY_HOUR = ("revenue", "orders", "payment_failures", "new_customers", "logins")

WATCHED: Mapping[Granularity, Sequence[str]] = {
    Granularity.HOUR: _BY_HOUR,
    Granularity.DAY: (*_BY_HOUR, "average_order_value", "payment_success_rate"),
}
"""Ratios are watched by day alone: in an hour they are ratios of a handful."""

BY_LOCATION = frozenset({"revenue", "orders"})
MOST_LOCATIONS = 20

JUDGED: Mapping[Granularity, int] = {Granularity.HOUR: 24, Granularity.DAY: 3}
"""How many complete units are judged each time: late events, or an outage, may have changed them."""

_LOOKED_BACK: Mapping[Granularity, int] = {Granularity.HOUR: 1344, Granularity.DAY: 280}
_NEW_LEVEL_AFTER: Mapping[Granularity, int] = {Granularity.HOUR: 6, Granularity.DAY: 4}


def watched(history: MetricHistory, sensitivity: Sensitivity) -> WatchedSeries:
    """The history as a series of which the last complete units are judged."""
    granularity = history.request.granularity
    units, values = history.units[-_LOOKED_BACK[granularity] :], history.values[-_LOOKED_BACK[granularity] :]
    calendar = BusinessCalendar(history.settings)
    starts = [unit.bounds[0] for unit in units]
    weekdays = tuple(calendar.day_of_week(start) - 1 for start in starts)
    hours = (tuple(map(calendar.hour_of_day, starts)),) if granularity is Granularity.HOUR else ()
    return WatchedSeries(
        values=values,
        seasons=(*hours, weekdays),
        judged=min(JUDGED[granularity], len(values)),
        new_level_after=_NEW_LEVEL_AFTER[granularity],
        is_count=history.request.metric.unit in (Unit.COUNT, Unit.DISTINCT),
        sensitivity=sensitivity,
    )
