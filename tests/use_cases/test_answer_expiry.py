"""What is over and written out holds for good; all else moves with the clock."""

from datetime import UTC, datetime

import pytest

from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.calendar.timeframe_names import ALIASES, TIMEFRAMES
from olympus.domain.tenant import TenantSettings
from olympus.use_cases.answer_expiry import MOVING, holds_until

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
NAMES = [
    name.replace("_N_", "_3_")
    for name in (*TIMEFRAMES, *ALIASES)
    if name != "custom" and not name.startswith("YYYY")
]


def expiry(text: str | None, **bounds: str) -> datetime | None:
    timeframe = resolve_timeframe(text, now=NOON, settings=TenantSettings(), **bounds)
    return holds_until(timeframe, made_at=NOON)


@pytest.mark.parametrize(
    "written", ["2026-03-17", "2026-W11", "2026-02", "2025-Q4", "2025", "2026-03-01/2026-03-17"]
)
def test_what_is_over_and_written_out_changes_by_new_data_alone(written: str) -> None:
    assert expiry(written) is None


def test_so_does_a_custom_timeframe_that_is_over() -> None:
    assert expiry(None, start="2026-03-01", end="2026-03-17") is None


@pytest.mark.parametrize("written", ["2026-03-18", "2026-W12", "2026", "2026-03-18/2026-03-19", "2030"])
def test_what_is_running_or_to_come_moves(written: str) -> None:
    assert expiry(written) == NOON + MOVING


@pytest.mark.parametrize("name", NAMES)
def test_a_name_moves_with_the_clock_even_where_its_time_is_over(name: str) -> None:
    assert expiry(name) == NOON + MOVING
