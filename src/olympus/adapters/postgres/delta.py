"""What a batch adds to the rollups, added up cell by cell before the database sees any of it."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from olympus.adapters.postgres.columns import Columns, columns
from olympus.adapters.postgres.customer_delta import CustomerDelta
from olympus.adapters.postgres.spans import Grain, cell_around, floor
from olympus.domain.exact import add
from olympus.domain.facts.contribution import Contribution, Measure

SumKey: TypeAlias = tuple[str, str, datetime, str, str, str, str]
"""Tenant, measure, bucket, location, channel, method, currency."""

ProductKey: TypeAlias = tuple[str, datetime, str, str, str, str, str]
"""Tenant, bucket, product, category, location, channel, currency."""

PresenceKey: TypeAlias = tuple[str, str, datetime, str, str, str, str]
"""Tenant, population, quarter of an hour, location, channel, method, person."""

More: TypeAlias = tuple[int, Decimal, Decimal, datetime]
"""Number, amount, quantity, and when."""

Sum: TypeAlias = list[Any]
"""The same added up, with the last instant: a list, for it is added to in place."""

_Key = TypeVar("_Key", bound=Hashable)
_Coarse = TypeVar("_Coarse", bound=Hashable)


class Delta:
    """The sums of signed contributions by cell, and who came or went."""

    def __init__(self, changes: Iterable[tuple[int, Contribution]]) -> None:
        self._quarters: dict[SumKey, Sum] = {}
        self._product_hours: dict[ProductKey, Sum] = {}
        self._presence: Counter[PresenceKey] = Counter()
        self.customers = CustomerDelta()
        self._at = self._quarter = self._hour = datetime.min.replace(tzinfo=UTC)
        for sign, contribution in changes:
            self._add(sign, contribution)
            self.customers.add(sign, contribution, day=cell_around(self._hour, Grain.DAY))

    @property
    def sums(self) -> Columns:
        """A row for each cell of every grain that changes: the columns of the table `rollup`."""
        return columns(_rows_of_every_grain(self._quarters, tuple(Grain), bucket_at=2), width=12)

    @property
    def totals(self) -> Columns:
        """The same over all places: the columns of the table `total_rollup`."""
        quarters = _coarser(self._quarters, lambda key: (key[0], key[1], key[2], key[6]))
        return columns(_rows_of_every_grain(quarters, tuple(Grain), bucket_at=2), width=9)

    @property
    def product_sums(self) -> Columns:
        """What products sold by place, day and month: the columns of the table `product_rollup`."""
        days = _coarser(self._product_hours, lambda key: (key[0], cell_around(key[1], Grain.DAY), *key[2:]))
        return columns(_rows_of_every_grain(days, (Grain.DAY, Grain.MONTH), bucket_at=1), width=12)

    @property
    def product_totals(self) -> Columns:
        """The same over all places, and by the hour too: the columns of the table `product_total_rollup`."""
        hours = _coarser(self._product_hours, lambda key: (key[0], key[1], key[2], key[3], key[6]))
        return columns(_rows_of_every_grain(hours, (Grain.HOUR, Grain.DAY, Grain.MONTH), bucket_at=1), width=10)

    @property
    def came(self) -> list[PresenceKey]:
        """People who appear in a quarter of an hour, and may have been there before."""
        return [key for key, net in self._presence.items() if net > 0]

    @property
    def went(self) -> list[PresenceKey]:
        """People who may have gone from one, because an order was cancelled or came to another place."""
        return [key for key, net in self._presence.items() if net < 0]

    def _add(self, sign: int, added: Contribution) -> None:
        (
            tenant_id, measure, at, location_id, channel, method, product_id, category, currency,
            number, amount, quantity, person_id, _,
        ) = added  # fmt: skip
        if at is not self._at:  # the contributions of an order follow one another
            self._at, self._quarter = at, floor(at, Grain.QUARTER_HOUR)
            self._hour = cell_around(self._quarter, Grain.HOUR)
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


def _rows_of_every_grain(
    cells: Mapping[tuple[Any, ...], Sum], grains: tuple[Grain, ...], *, bucket_at: int
) -> list[tuple[Any, ...]]:
    """A row for each cell that changes, from the finest grain, which the cells have, to the coarsest.

    The grain stands before the bucket, whose place in the key is given.
    """
    rows: list[tuple[Any, ...]] = []
    for grain in grains:
        if grain is not grains[0]:
            cells = _coarser(
                cells,
                lambda key: (*key[:bucket_at], cell_around(key[bucket_at], grain), *key[bucket_at + 1 :]),  # noqa: B023
            )
        rows += [
            (*key[:bucket_at], grain, *key[bucket_at:], number, amount, quantity, last_at)
            for key, (number, amount, quantity, last_at) in cells.items()
            if number or amount or quantity
        ]
    return rows


def _negated(more: More) -> More:
    number, amount, quantity, at = more
    return -number, amount.copy_negate(), quantity.copy_negate(), at


def _add_up(cells: dict[_Key, Sum], key: _Key, more: More) -> None:
    known = cells.get(key)
    if known is None:
        cells[key] = list(more)
        return
    known[0] += more[0]
    known[1] = add(known[1], more[1])
    known[2] = add(known[2], more[2])
    if more[3] > known[3]:  # noqa: PLR1730 - a call costs as much as the rest
        known[3] = more[3]


def _coarser(cells: Mapping[_Key, Sum], coarse_key: Callable[[_Key], _Coarse]) -> dict[_Coarse, Sum]:
    coarse: dict[_Coarse, Sum] = {}
    for key, (number, amount, quantity, at) in cells.items():
        _add_up(coarse, coarse_key(key), (number, amount, quantity, at))
    return coarse
