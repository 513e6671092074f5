"""Good customers who have stayed away longer than they ever used to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.reading import Lifetime
from olympus.domain.customers.scores import FIFTHS, scores
from olympus.domain.customers.segment import worth
from olympus.domain.customers.segments import days_since

FEWEST_ORDERS = 4
"""With three intervals between them, there is a usual one."""

LATE = 3.0
"""Times the usual interval. If orders come at random at a steady pace, one in twenty is longer: exp(-3)."""

GONE = 12.0
GONE_DAYS = 90.0
"""Times the usual interval, and days; who is away for longer than both is lost rather than at risk."""

LEAST_DAYS = 7.0
GOOD = 3
"""The worth from which the segments call a customer at risk rather than lost."""

_DAY = timedelta(days=1)


class Overdue(NamedTuple):
    """A customer, the usual days between two orders, and the days since the last one."""

    customer: Lifetime
    usual_days: float
    days_away: int


def overdue(customers: Sequence[Lifetime], now: datetime, calendar: BusinessCalendar) -> list[Overdue]:
    """Those of middling worth or better (RFM) who are away for three of their own usual intervals, not for ever.

    That orders of one customer come at random at a pace of its own is the model of Ehrenberg (1959), The pattern
    of consumer purchases, Applied Statistics 8. The one who ordered for most comes first.
    """
    if len(customers) < FIFTHS:
        return []
    days = days_since([each.last_ordered_at for each in customers], now, calendar)
    frequency = scores([each.orders for each in customers])
    monetary = scores([each.value for each in customers])
    found = [
        Overdue(customer, usual, away)
        for customer, away, f, m in zip(customers, days, frequency, monetary, strict=True)
        if worth(f, m) >= GOOD
        and (usual := usual_days(customer)) is not None
        and LATE * usual <= away <= max(GONE * usual, GONE_DAYS)
    ]
    return sorted(found, key=lambda each: (-each.customer.value, each.customer.customer_id))


def usual_days(customer: Lifetime) -> float | None:
    """Days between two orders on average, no less than a week's third; None where there were too few."""
    if customer.orders < FEWEST_ORDERS:
        return None
    between = (customer.last_ordered_at - customer.first_ordered_at) / _DAY
    return max(between / (customer.orders - 1), LEAST_DAYS / LATE)
