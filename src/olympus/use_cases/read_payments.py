"""Read which payments failed, by everything that may be the cause at once."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from olympus.domain.actions.failing_payments import Attempts, PaymentCell
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.exact import ZERO
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.proportion import Counted
from olympus.domain.query.answer import Row
from olympus.use_cases.trade_view import TradeView

_LEAST_BEFORE = timedelta(days=84)
"""What payments are set beside: the twelve weeks before, or as long as the time looked at."""

_CAUSES = Dimension.PAYMENT_METHOD, Dimension.CHANNEL, Dimension.LOCATION
_METRICS = "payments", "payment_failures", "gross_payments"


@dataclass(frozen=True, slots=True)
class Payments:
    """The failures among the attempts of the interval and of the time before, and what a payment is on average."""

    now: Attempts
    before: Attempts
    average: Decimal | None


async def read_payments(view: TradeView) -> Payments:
    """The payments of a view."""
    start, length = view.interval.bounds[0], view.interval.length
    earlier = Interval(moved(start, -max(length, _LEAST_BEFORE)), start)
    rows = await view.rows(*_METRICS, by=_CAUSES)
    return Payments(
        _attempts(rows), _attempts(await view.rows(*_METRICS, by=_CAUSES, interval=earlier)), _average(rows)
    )


def _attempts(rows: list[Row]) -> Attempts:
    attempts: dict[PaymentCell, Counted] = {}
    for row in rows:
        failed, completed = int(_value(row, "payment_failures")), int(_value(row, "payments"))
        attempts[_cell(row)] = Counted(failed, failed + completed)
    return attempts


def _cell(row: Row) -> PaymentCell:
    values = (row.values[each] for each in _CAUSES)
    return PaymentCell(*(None if value is None else str(value) for value in values))


def _average(rows: list[Row]) -> Decimal | None:
    """In the reporting currency, of the cells in which nothing was paid in others."""
    own = [row for row in rows if not row.readings["gross_payments"].other_currencies]
    paid = sum((_value(row, "gross_payments") for row in own), ZERO)
    payments = sum((_value(row, "payments") for row in own), ZERO)
    return paid / payments if paid > 0 and payments > 0 else None


def _value(row: Row, metric: str) -> Decimal:
    return row.readings[metric].value or ZERO
