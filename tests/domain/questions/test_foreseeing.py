"""Which forecast answers a question about the time ahead."""

from datetime import UTC, datetime, timedelta

import pytest

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.query.metric_query import QueryWords, metric_query
from olympus.domain.questions.foreseeing import foreseeing, foreseen_time
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.tenant import TenantSettings

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""A Wednesday."""
CALENDAR = BusinessCalendar(TenantSettings())
REVENUE = metric_query(QueryWords(metrics=["revenue"]))


def days(first: datetime, count: int) -> Interval:
    return Interval(first, first + timedelta(days=count))


@pytest.mark.parametrize(
    ("ahead", "granularity", "periods"),
    [
        (days(datetime(2026, 3, 19, tzinfo=UTC), 1), Granularity.DAY, 2),  # tomorrow
        (days(datetime(2026, 3, 23, tzinfo=UTC), 7), Granularity.WEEK, 2),  # next week
        (days(datetime(2026, 4, 1, tzinfo=UTC), 30), Granularity.MONTH, 2),  # April
        (days(datetime(2026, 3, 21, tzinfo=UTC), 2), Granularity.DAY, 5),  # the weekend
        (days(NOW, 30), Granularity.DAY, 31),  # the next 30 days
        (Interval(NOW, NOW + timedelta(hours=3)), Granularity.HOUR, 3),
        (Interval(NOW + timedelta(days=30), NOW + timedelta(days=30, hours=3)), Granularity.DAY, 31),
        (days(NOW, 730), Granularity.MONTH, 25),
    ],
)
def test_the_units_are_those_of_the_time_asked_about(
    ahead: Interval, granularity: Granularity, periods: int
) -> None:
    request = foreseeing(REVENUE, ahead, CALENDAR, NOW)

    assert request is not None
    assert (request.history.granularity, request.periods) == (granularity, periods)


def test_nothing_reaches_for_ever() -> None:
    assert foreseeing(REVENUE, days(NOW, 40 * 366), CALENDAR, NOW) is None


def test_without_a_time_the_next_seven_days_are_meant() -> None:
    asked = Interpretation(raw="forecast", intent=Intent.FORECAST)

    assert foreseen_time(asked, NOW) == days(NOW, 7)
