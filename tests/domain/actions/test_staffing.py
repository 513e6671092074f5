"""Peak and quiet hours of the coming week."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

from olympus.domain.actions.hours_ahead import HourAhead, blocks, typical_hour
from olympus.domain.actions.peak_hours import peak_hours
from olympus.domain.actions.quiet_hours import quiet_hours
from tests.domain.replenishment.demands import TODAY


def a_week(expected: Callable[[int, int], float]) -> list[HourAhead]:
    """Seven days from tomorrow on, open from ten to twenty: orders by weekday (1 to 7) and hour."""
    hours = []
    for ahead in range(1, 8):
        day = TODAY + timedelta(days=ahead)
        for hour in range(24):
            orders = expected(day.isoweekday(), hour) if 10 <= hour < 20 else 0.0
            starts = datetime.combine(day, time(hour))
            hours.append(HourAhead(day, starts, orders, orders + 1, orders, 8, 10 <= hour < 20))
    return hours


def friday_noon(weekday: int, hour: int) -> float:
    return 40.0 if weekday == 5 and hour in (12, 13) else 10.0


def test_the_peak_is_named_with_its_hours_and_a_tenth_of_what_it_has_more() -> None:
    """70 hours with 760 orders: 10.857 in the typical one; the peak has 80 - 2 · 10.857 = 58.286 more."""
    told = peak_hours(a_week(friday_noon), average_order=Decimal("20.00"), currency="EUR")

    assert told is not None
    assert told.action == "Plan more staff for Friday 20 March, 12:00 to 14:00."
    assert told.worth is not None
    assert told.worth.amount == Decimal("116.57")
    assert "orders per hour of work are not known" in told.worth.assumption
    assert [each.value for each in told.evidence] == [Decimal("10.9"), 80]


def test_a_level_week_and_a_tiny_shop_have_no_peak() -> None:
    assert peak_hours(a_week(lambda *_: 10.0), average_order=None, currency=None) is None
    assert (
        peak_hours(a_week(lambda day, hour: friday_noon(day, hour) / 20), average_order=None, currency=None)
        is None
    )
    assert peak_hours([], average_order=None, currency=None) is None


def test_without_an_average_order_no_money_is_named() -> None:
    told = peak_hours(a_week(friday_noon), average_order=None, currency="EUR")

    assert told is not None
    assert told.worth is None
    assert told.impact == "Serves 58 orders more than typical hours have."


def test_quiet_hours_are_open_ones_that_stay_low_for_certain() -> None:
    told = quiet_hours(a_week(lambda day, hour: 1.0 if day == 1 and hour < 15 else 10.0))

    assert told is not None
    assert told.action == "Plan with the fewest staff for Monday 23 March, 10:00 to 15:00."
    assert told.worth is None
    assert "not known" in told.impact
    assert quiet_hours(a_week(lambda *_: 10.0)) is None
    assert quiet_hours(a_week(lambda day, hour: 0.1 if day == 1 and hour < 15 else 2.0)) is None
    assert quiet_hours([]) is None


def test_hours_in_a_row_of_one_day_are_a_block() -> None:
    hours = [each for each in a_week(lambda *_: 1.0) if each.starts.hour in (0, 10, 11, 23)]

    assert [len(each.hours) for each in blocks(hours)] == [1, 2, 1] * 7
    assert blocks(hours)[2].label == "Thursday 19 March, 23:00 to 00:00"
    assert typical_hour(hours) == 1


def test_hours_after_midnight_are_named_by_the_date_that_the_clock_shows() -> None:
    """A Friday that lasts until four in the morning of Saturday."""
    friday = TODAY + timedelta(days=2)
    night = datetime.combine(friday, time(23))
    hours = [HourAhead(friday, night + timedelta(hours=more), 1, 1, 1, 8, True) for more in (0, 1, 2, 4)]

    assert [block.label for block in blocks(hours)] == [
        "Friday 20 March, 23:00 to 02:00",
        "Saturday 21 March, 03:00 to 04:00",
    ]
