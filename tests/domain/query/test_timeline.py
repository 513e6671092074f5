"""Time is cut without gap and overlap, each piece where the tenant's clock and calendar say."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter, Operator
from olympus.domain.query.timeline import Cutting, TooManyPoints, timeline
from olympus.domain.tenant import TenantSettings
from tests.domain.calendar.calendars import CLOCK_CHANGES, instant, law, tenants

CHANGES = [instant(each) for changes in CLOCK_CHANGES.values() for each in changes.split()]
cuttings = st.builds(
    Cutting,
    granularity=st.none() | st.sampled_from(Granularity),
    by=st.sets(st.sampled_from([Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK])).map(frozenset),
)


@law
@given(tenants(), cuttings, st.sampled_from(CHANGES), st.integers(-3_000, 3_000), st.integers(1, 6_000))
def test_slices_are_the_interval_and_say_what_the_clock_shows(
    tenant: TenantSettings, cutting: Cutting, change: object, minutes: int, length: int
) -> None:
    start = instant(str(change)) + timedelta(minutes=minutes)
    interval = Interval(start, start + timedelta(minutes=length))
    cut = timeline(interval, cutting, tenant)

    bounds = [each.interval.bounds for each in cut.slices]
    assert (bounds[0][0], bounds[-1][1]) == interval.bounds
    assert all(end == begin for (_, end), (begin, _) in pairwise(bounds))
    calendar = BusinessCalendar(tenant)
    for label, piece in cut.slices:
        moment = cut.moments[label]
        first, last = piece.bounds[0], piece.bounds[1] - timedelta(microseconds=1)
        for each in (first, last):
            if moment.hour_of_day is not None:
                assert calendar.hour_of_day(each) == moment.hour_of_day
            if moment.day_of_week is not None:
                assert calendar.day_of_week(each) == moment.day_of_week
            if moment.bucket is not None:
                assert each in cut.buckets[moment.bucket]


def test_a_filter_on_hours_leaves_the_others_out() -> None:
    lunch = Filter(Dimension.HOUR_OF_DAY, Operator.IN, (12, 13))
    week = Interval(instant("2026-03-16T00:00"), instant("2026-03-23T00:00"))
    cut = timeline(week, Cutting(filters=(lunch,)), TenantSettings("Europe/Rome"))
    assert len(cut.moments) == 1
    assert sum((each.interval.length for each in cut.slices), timedelta()) == timedelta(hours=14)


@pytest.mark.parametrize("granularity", ["hour", "day", "week", "month"])
def test_ten_thousand_years_are_refused_before_they_are_cut(granularity: str) -> None:
    ever = Interval(instant("0003-01-01T00:00"), instant("9997-01-01T00:00"))
    with pytest.raises(TooManyPoints):
        timeline(ever, Cutting(Granularity(granularity)), TenantSettings())
