from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from olympus.domain.calendar.interval import ALL_TIME, Interval, OpenInterval
from tests.domain.calendar.calendars import instant

MORNING = Interval(instant("2026-03-18T06:00"), instant("2026-03-18T12:00"))


def test_an_interval_has_its_start_and_not_its_end() -> None:
    assert instant("2026-03-18T06:00") in MORNING
    assert instant("2026-03-18T11:59:59.999999") in MORNING
    assert instant("2026-03-18T12:00") not in MORNING
    assert instant("2026-03-18T05:59") not in MORNING


def test_everything_lies_in_all_time() -> None:
    assert datetime.min.replace(tzinfo=UTC) in ALL_TIME
    assert datetime.max.replace(tzinfo=UTC) in ALL_TIME


def test_instants_are_kept_in_utc() -> None:
    """Two times of one zone would compare by the clock on the wall, also in the hour that comes twice."""
    rome = ZoneInfo("Europe/Rome")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=rome)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=rome, fold=1)

    assert Interval(first, second).length == timedelta(hours=1)
    assert Interval(first, second).start == instant("2026-10-25T00:30")


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Interval(datetime(2026, 3, 18), None)


def test_an_interval_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Interval(MORNING.end, MORNING.start)


def test_all_time_has_no_length() -> None:
    with pytest.raises(OpenInterval) as refusal:
        _ = ALL_TIME.length

    assert refusal.value.field == "timeframe"


def test_an_interval_can_be_empty() -> None:
    assert Interval(MORNING.start, MORNING.start).is_empty
    assert not MORNING.is_empty
    assert not ALL_TIME.is_empty


def test_two_intervals_share_a_part_or_nothing() -> None:
    around_noon = Interval(instant("2026-03-18T11:00"), instant("2026-03-18T13:00"))
    evening = Interval(instant("2026-03-18T18:00"), instant("2026-03-18T22:00"))

    assert MORNING.within(around_noon) == Interval(around_noon.start, MORNING.end)
    assert MORNING.within(ALL_TIME) == ALL_TIME.within(MORNING) == MORNING
    assert ALL_TIME.within(ALL_TIME) == ALL_TIME
    assert MORNING.within(evening).is_empty
    assert evening.within(MORNING).is_empty


def test_what_has_passed_of_an_interval_stops_at_now() -> None:
    nine = instant("2026-03-18T09:00")

    assert MORNING.until(nine) == Interval(MORNING.start, nine)
    assert MORNING.until(instant("2026-03-19T00:00")) == MORNING
    assert MORNING.until(instant("2026-03-01T00:00")).is_empty
    assert ALL_TIME.until(nine) == Interval(None, nine)
