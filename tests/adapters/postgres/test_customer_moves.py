"""Stretches of time as whole cells of the customers' rollup, and what is lacking or too much at their ends."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from olympus.adapters.postgres.customer_moves import columns_of
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.query.reading import Slice
from olympus.domain.tenant import TenantSettings

_MIDNIGHT = datetime(2025, 12, 30, tzinfo=UTC)
instants = st.integers(0, 60 * 24 * 70).map(lambda minutes: _MIDNIGHT + timedelta(minutes=minutes))


@given(instants, instants, instants)
def test_cells_and_edges_together_count_each_instant_within_once_and_none_outside(
    one: datetime, other: datetime, instant: datetime
) -> None:
    interval = Interval(*sorted([one, other]))

    counted = times_counted(columns_of([Slice(7, interval)]), instant)

    assert counted == (instant in interval)


@given(st.lists(instants, min_size=2, max_size=5), instants)
def test_stretches_that_follow_one_another_stay_apart(ends: list[datetime], instant: datetime) -> None:
    slices = [Slice(label, Interval(*both)) for label, both in enumerate(pairwise(sorted(ends)))]

    for each in slices:
        told = columns_of([each])
        assert times_counted(told, instant) == (instant in each.interval)
    assert times_counted(columns_of(slices), instant) == sum(instant in each.interval for each in slices)


def test_a_month_of_any_time_zone_is_read_as_a_month_and_few_facts() -> None:
    for zone in ("Europe/Rome", "America/Los_Angeles", "Pacific/Auckland", "UTC"):
        month = BusinessCalendar(TenantSettings(time_zone=zone)).unit_around(
            datetime(2026, 2, 10, tzinfo=UTC), Granularity.MONTH
        )
        _, grains, _, _, _, _, lowers, uppers = columns_of([Slice(0, month)])
        assert grains == ["month"]
        assert sum((upper - lower for lower, upper in zip(lowers, uppers, strict=True)), timedelta()) <= timedelta(
            hours=26
        )


def times_counted(told: list[list[Any]], instant: datetime) -> int:
    """How often what is read counts what happened at an instant."""
    _, _, starts, ends, _, signs, lowers, uppers = told
    cells = sum(bool(start <= instant < end) for start, end in zip(starts, ends, strict=True))
    edges = zip(signs, lowers, uppers, strict=True)
    return cells + sum(int(sign) for sign, lower, upper in edges if lower <= instant < upper)
