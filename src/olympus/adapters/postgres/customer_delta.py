"""What a batch adds to the customers' rollup, and who ordered earlier or later than was known."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from olympus.adapters.postgres.columns import Columns, columns
from olympus.domain.exact import ZERO, add
from olympus.domain.facts.contribution import Contribution, Measure

CustomerKey: TypeAlias = tuple[str, datetime, str, str]
"""Tenant, day, customer, currency."""

PersonKey: TypeAlias = tuple[str, str]
"""Tenant and person."""

Row: TypeAlias = list[Any]
"""Number and amount of each measure, in the order of the table's columns, and the last instant."""

_PLACE = {Measure.ORDER: 0, Measure.ORDER_VOIDED: 2, Measure.PAYMENT: 4, Measure.REFUND: 6}
_LAST_AT = 8
_NOTHING: tuple[int | Decimal, ...] = (0, ZERO) * 4


class CustomerDelta:
    """Signed contributions by customer and day of UTC; those of no customer are under an empty name."""

    def __init__(self) -> None:
        self._days: dict[CustomerKey, Row] = {}
        self._instants: Counter[tuple[PersonKey, datetime]] = Counter()

    def add(self, sign: int, added: Contribution, day: datetime) -> None:
        """Take another contribution in, of that day."""
        place = _PLACE.get(added.measure)
        if place is None:
            return
        key = added.tenant_id, day, added.customer_id or "", added.currency or ""
        row = self._days.get(key)
        if row is None:
            row = self._days[key] = [*_NOTHING, added.at]
        row[place] += sign
        row[place + 1] = add(row[place + 1], added.amount if sign > 0 else added.amount.copy_negate())
        if added.at > row[_LAST_AT]:  # noqa: PLR1730 - a call costs as much as the rest
            row[_LAST_AT] = added.at
        if added.person_id and added.measure is Measure.ORDER:
            self._instants[(added.tenant_id, added.person_id), added.at] += sign

    @property
    def sums(self) -> Columns:
        """A row for each day: columns of the table `customer_rollup`, without the grain."""
        return columns([(*key, *row) for key, row in self._days.items()], width=13)

    @property
    def ordered(self) -> Mapping[PersonKey, tuple[datetime, datetime]]:
        """The first and last instant of the orders that came, by person."""
        ordered: dict[PersonKey, tuple[datetime, datetime]] = {}
        for (person, at), net in self._instants.items():
            if net > 0:
                first, last = ordered.get(person, (at, at))
                ordered[person] = min(first, at), max(last, at)
        return ordered

    @property
    def lost_orders(self) -> Columns:
        """Tenant and person of whom an order was cancelled, or turned out to be placed otherwise."""
        lost = dict.fromkeys(person for (person, _), net in self._instants.items() if net < 0)
        return columns(lost, width=2)
