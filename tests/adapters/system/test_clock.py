"""The machine's clock, and one that was set."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from olympus.adapters.system.clock import ClockStartedAt, system_clock
from tests.factories import NOON


def test_the_systems_clock_shows_the_present_in_utc() -> None:
    before = datetime.now(UTC)
    shown = system_clock().now()
    assert before <= shown <= datetime.now(UTC)
    assert shown.tzinfo is UTC


def test_a_clock_that_was_set_starts_there_and_runs_on() -> None:
    clock = system_clock(NOON)
    first = clock.now()
    assert NOON <= first < NOON + timedelta(minutes=1)
    while clock.now() == first:
        pass
    assert clock.now() > first


def test_it_shows_utc_wherever_it_was_set() -> None:
    here = timezone(timedelta(hours=2))
    shown = ClockStartedAt(NOON.astimezone(here)).now()
    assert shown.tzinfo is UTC
    assert shown >= NOON


def test_a_time_without_its_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="offset"):
        ClockStartedAt(NOON.replace(tzinfo=None))
