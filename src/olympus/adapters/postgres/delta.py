"""What a batch adds to the rollups, added up cell by cell before the database sees any of it."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from olympus.adapters.postgres.columns import Columns, columns
from olympus.adapters.postgres.spans import Grain, floor
from olympus.domain.exact import add
from olympus.domain.facts.contribution import Contribution, Measure

SumKey: TypeAlias = tuple[str, str, datetime, str, str, str, str]
"""Tenant, measure, bucket, location, channel, method, currency."""

ProductKey: TypeAlias = tuple[str, datetime, str, str, str, str, str]
"""Tenant, bucket, product, category, location, channel, currency."""

PresenceKey: TypeAlias = tuple[str, str, datetime, str, str, str]
"""Tenant, population, quarter of an hour, location, channel, person."""

More: TypeAlias = tuple[int, Decimal, Decimal, datetime]
"""Number, amount, quantity, and when."""

Sum: TypeAlias = list[Any]
"""The same added up, with the last instant: a list, for it is added to in place."""

_Key = TypeVar("_Key", bound=Hashable)


class Delta:
    """The sums of signed contributions by quarter of an hour, by product and day, and who came or went."""

    def __init__(self, changes: Iterable[tuple[int, Contribution]]) -> None:
        self._quarters: dict[SumKey, Sum] = {}
        self._product_days: dict[ProductKey, Sum] = {}
        self._presence: Counter[PresenceKey] = Counter()
        self._at = self._quarter = self._day = datetime.min.replace(tzinfo=UTC)
        for sign, contribution in changes:
            self._add(sign, contribution)

    @property
    def sums(self) -> Columns:
        """A row for each cell of every grain that changes: the columns of the table `rollup`."""
        rows = []
        cells = self._quarters
        for grain in Grain:
            if grain is not Grain.QUARTER_HOUR:
                cells = _coarser(cells, lambda key: (*key[:2], floor(key[2], grain), *key[3:]))  # noqa: B023
            rows += [
                (tenant, measure, grain, *rest, number, amount, quantity, last_at)
                for (tenant, measure, *rest), (number, amount, quantity, last_at) in cells.items()
                if number or amount or quantity
            ]
        return columns(rows, width=12)

    @property
    def product_sums(self) -> Columns:
        """The same for the table `product_rollup`, by day and month."""
        rows = []
        months = _coarser(self._product_days, lambda key: (key[0], floor(key[1], Grain.MONTH), *key[2:]))
        for grain, cells in ((Grain.DAY, self._product_days), (Grain.MONTH, months)):
            rows += [
                (tenant, grain, *rest, number, amount, quantity)
                for (tenant, *rest), (number, amount, quantity, _) in cells.items()
                if number or amount or quantity
            ]
        return columns(rows, width=11)

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
            number, amount, quantity, person_id,
        ) = added  # fmt: skip
        if at is not self._at:  # the contributions of an order follow one another
            self._at, self._quarter, self._day = at, floor(at, Grain.QUARTER_HOUR), floor(at, Grain.DAY)
        place = location_id or "", channel or ""
        more = (number, amount, quantity, at) if sign > 0 else _negated((number, amount, quantity, at))
        if product_id is not None:
            product = tenant_id, self._day, product_id, category or "", *place, currency or ""
            # what a voided order held does not count as sold
            _add_up(self._product_days, product, _negated(more) if measure is Measure.ITEM_VOIDED else more)
            return
        cell = tenant_id, measure, self._quarter, *place, method or "", currency or ""
        _add_up(self._quarters, cell, more)
        if person_id is not None:
            population = "logged_in" if measure is Measure.LOGIN else "ordered"
            self._presence[tenant_id, population, self._quarter, *place, person_id] += sign


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


def _coarser(cells: Mapping[_Key, Sum], coarse_key: Callable[[_Key], _Key]) -> dict[_Key, Sum]:
    coarse: dict[_Key, Sum] = {}
    for key, (number, amount, quantity, at) in cells.items():
        _add_up(coarse, coarse_key(key), (number, amount, quantity, at))
    return coarse
