"""What a batch adds to the customers' rollup, and who ordered earlier or later than was known."""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from olympus.adapters.postgres.columns import Columns, columns
from olympus.adapters.postgres.spans import Grain, cell_around
from olympus.domain.exact import ZERO, add
from olympus.domain.facts.contribution import Contribution, Measure

CustomerKey: TypeAlias = tuple[str, datetime, str, str]
"""Tenant, bucket, customer, currency."""

PersonKey: TypeAlias = tuple[str, str]
"""Tenant and person."""

Row: TypeAlias = list[Any]
"""Number and amount of each measure, in the order of the table's columns, and the last instant."""

_PLACE = {Measure.ORDER: 0, Measure.ORDER_VOIDED: 2, Measure.PAYMENT: 4, Measure.REFUND: 6}
_LAST_AT = 8
_NOTHING: tuple[int | Decimal, ...] = (0, ZERO) * 4


class CustomerDelta:
    """Signed contributions by customer and day; those that belong to no customer are under an empty name."""

    def __init__(self) -> None:
        self._days: dict[CustomerKey, Row] = {}
        self._instants: Counter[tuple[PersonKey, datetime]] = Counter()

    def add(self, sign: int, added: Contribution, *, day: datetime) -> None:
        """Take another contribution in, which was on that day of UTC."""
        place = _PLACE.get(added.measure)
        if place is None:
            return
        key = added.tenant_id, day, added.customer_id or "", added.currency or ""
        row = self._days.get(key)
        if row is None:
            row = self._days[key] = [*_NOTHING, added.at]
        row[place] += sign
        row[place + 1] = add(row[place + 1], added.amount if sign > 0 else added.amount.copy_negate())
        row[_LAST_AT] = max(row[_LAST_AT], added.at)
        if added.person_id and added.measure is Measure.ORDER:
            self._instants[(added.tenant_id, added.person_id), added.at] += sign

    @property
    def sums(self) -> Columns:
        """A row for each day and month that changes: the columns of the table `customer_rollup`."""
        return columns(
            (
                (tenant, grain, *rest, *row)
                for grain, cells in ((Grain.DAY, self._days), (Grain.MONTH, self._months()))
                for (tenant, *rest), row in cells.items()
                if any(row[:_LAST_AT])
            ),
            width=14,
        )

    @property
    def ordered(self) -> Columns:
        """Tenant, person, and the first and last instant of the orders that came."""
        first: dict[PersonKey, datetime] = {}
        last: dict[PersonKey, datetime] = {}
        for (person, at), net in self._instants.items():
            if net > 0:
                first[person] = min(first.get(person, at), at)
                last[person] = max(last.get(person, at), at)
        return columns(((*person, at, last[person]) for person, at in first.items()), width=4)

    @property
    def lost_orders(self) -> Columns:
        """Tenant and person of whom an order was cancelled, or turned out to be placed otherwise."""
        lost = dict.fromkeys(person for (person, _), net in self._instants.items() if net < 0)
        return columns(lost, width=2)

    def _months(self) -> dict[CustomerKey, Row]:
        months: dict[CustomerKey, Row] = {}
        for (tenant, day, *rest), row in self._days.items():
            key: Any = (tenant, cell_around(day, Grain.MONTH), *rest)
            known = months.get(key)
            if known is None:
                months[key] = list(row)
                continue
            for place in range(0, _LAST_AT, 2):
                known[place] += row[place]
                known[place + 1] = add(known[place + 1], row[place + 1])
            known[_LAST_AT] = max(known[_LAST_AT], row[_LAST_AT])
        return months
