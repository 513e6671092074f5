"""What a batch adds to the rollups, added up by the finest cells before the database sees any of it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from olympus.adapters.postgres.columns import Columns, columns
from olympus.adapters.postgres.customer_delta import CustomerDelta, PersonKey
from olympus.adapters.postgres.spans import Grain, floor
from olympus.domain.exact import add
from olympus.domain.facts.contribution import Contribution, Measure

SumKey: TypeAlias = tuple[str, str, datetime, str, str, str, str]
"""Tenant, measure, quarter of an hour, location, channel, method, currency."""

ProductKey: TypeAlias = tuple[str, datetime, str, str, str, str, str]
"""Tenant, hour, product, category, location, channel, currency."""

PresenceKey: TypeAlias = tuple[str, str, datetime, str, str, str, str]
"""Tenant, population, quarter of an hour, location, channel, method, person."""

More: TypeAlias = tuple[int, Decimal, Decimal, datetime]
"""Number, amount, quantity, and when."""

Sum: TypeAlias = list[Any]
"""The same added up, with the last instant: a list, for it is added to in place."""

_Key = TypeVar("_Key", bound=Hashable)

_LAST_OF_QUARTER = timedelta(minutes=15) - timedelta.resolution


class Delta:
    """The sums of signed contributions by cell, and who came or went."""

    def __init__(self, changes: Iterable[tuple[int, Contribution]]) -> None:
        self._quarters: dict[SumKey, Sum] = {}
        self._product_hours: dict[ProductKey, Sum] = {}
        self._presence: Counter[PresenceKey] = Counter()
        self._customers = CustomerDelta()
        self._enter_quarter_of(datetime.min.replace(tzinfo=UTC))
        for sign, contribution in changes:
            if not self._quarter <= contribution.at <= self._last_of_quarter:  # seldom, as trade comes in order
                self._enter_quarter_of(contribution.at)
            self._add(sign, contribution)
            self._customers.add(sign, contribution, self._day)

    @property
    def sums(self) -> Mapping[str, Columns]:
        """The rows of the finest cells that each statement adds to its table."""
        totals = _coarser(((key[0], key[1], key[2], key[6]), more) for key, more in self._quarters.items())
        hours = self._product_hours
        product_days = _coarser(
            ((key[0], floor(key[1], Grain.DAY), *key[2:]), more) for key, more in hours.items()
        )
        product_totals = _coarser(((*key[:4], key[6]), more) for key, more in hours.items())
        return {
            "add_to_rollup": _rows(self._quarters, width=11),
            "add_to_total_rollup": _rows(totals, width=8),
            "add_to_product_rollup": _rows(product_days, width=11),
            "add_to_product_total_rollup": _rows(product_totals, width=9),
            "add_to_customer_rollup": self._customers.sums,
        }

    @property
    def people(self) -> Columns:
        """Tenant and person of all who came, with the first and the last instant of the orders that came."""
        came: dict[PersonKey, tuple[datetime | None, datetime | None]] = {
            (key[0], key[-1]): (None, None) for key in self.came
        }
        came.update(self._customers.ordered)
        return columns(((*person, *times) for person, times in came.items()), width=4)

    @property
    def came(self) -> list[PresenceKey]:
        """People who appear in a quarter of an hour, and may have been there before."""
        return [key for key, net in self._presence.items() if net > 0]

    @property
    def went(self) -> list[PresenceKey]:
        """People who may have gone from one, because an order was cancelled or came to another place."""
        return [key for key, net in self._presence.items() if net < 0]

    @property
    def lost_orders(self) -> Columns:
        """Tenant and person of whom an order was cancelled, or turned out to be placed otherwise."""
        return self._customers.lost_orders

    def _enter_quarter_of(self, at: datetime) -> None:
        self._quarter = floor(at, Grain.QUARTER_HOUR)
        self._last_of_quarter = self._quarter + _LAST_OF_QUARTER
        self._hour = floor(self._quarter, Grain.HOUR)
        self._day = floor(self._quarter, Grain.DAY)

    def _add(self, sign: int, added: Contribution) -> None:
        (
            tenant_id, measure, at, location_id, channel, method, product_id, category, currency,
            number, amount, quantity, person_id, _,
        ) = added  # fmt: skip
        place = location_id or "", channel or ""
        more = (number, amount, quantity, at) if sign > 0 else _negated((number, amount, quantity, at))
        if product_id is not None:
            product = tenant_id, self._hour, product_id, category or "", *place, currency or ""
            # what a voided order held does not count as sold
            _add_up(self._product_hours, product, _negated(more) if measure is Measure.ITEM_VOIDED else more)
            return
        cell = tenant_id, measure, self._quarter, *place, method or "", currency or ""
        _add_up(self._quarters, cell, more)
        if person_id is not None:
            population = "logged_in" if measure is Measure.LOGIN else "ordered"
            self._presence[tenant_id, population, self._quarter, *place, method or "", person_id] += sign


def _rows(cells: Mapping[Any, Sum], *, width: int) -> Columns:
    return columns([(*key, *more) for key, more in cells.items()], width=width)


def _negated(more: More) -> More:
    number, amount, quantity, at = more
    return -number, amount.copy_negate(), quantity.copy_negate(), at


def _add_up(cells: dict[_Key, Sum], key: _Key, more: More | Sum) -> None:
    known = cells.get(key)
    if known is None:
        cells[key] = list(more)
        return
    known[0] += more[0]
    known[1] = add(known[1], more[1])
    known[2] = add(known[2], more[2])
    if more[3] > known[3]:  # noqa: PLR1730 - a call costs as much as the rest
        known[3] = more[3]


def _coarser(cells: Iterable[tuple[_Key, Sum]]) -> dict[_Key, Sum]:
    """Sums under new keys, of which several may be the same."""
    coarse: dict[_Key, Sum] = {}
    for key, more in cells:
        _add_up(coarse, key, more)
    return coarse
