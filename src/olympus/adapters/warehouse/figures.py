"""Figures read from the views of the warehouse: what is asked as SQL, and rows as cells."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

from olympus.adapters.warehouse.parameters import Parameters, Records, Scalar, Values
from olympus.adapters.warehouse.statements import statement
from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Added, Sums
from olympus.domain.metrics.metric import People
from olympus.domain.query.reading import (
    Cell,
    Condition,
    PeopleByCell,
    PeopleRead,
    Slice,
    StockByCell,
    StockRead,
    SumsByCell,
    SumsRead,
)
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureReader

Row = Mapping[str, Any]

_BEGINNING, _END = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_COLUMN = {
    Dimension.LOCATION: "location_id",
    Dimension.CHANNEL: "channel",
    Dimension.PAYMENT_METHOD: "method",
    Dimension.LOGIN_METHOD: "method",
    Dimension.PRODUCT: "product_id",
    Dimension.CATEGORY: "category",
    Dimension.CUSTOMER: "customer_id",
}
_SLICE = (("label", "INT64"), ("since", "TIMESTAMP"), ("until", "TIMESTAMP"))
_START = (("label", "INT64"), ("since", "TIMESTAMP"))
_INSTANT = (("label", "INT64"), ("until", "TIMESTAMP"))


class Querying(Protocol):
    """Runs a query in BigQuery's dialect."""

    dataset: str
    """What stands before the names of tables."""

    @abstractmethod
    async def rows(self, query: str, parameters: Parameters) -> Sequence[Row]:
        """All rows, by column. Raises SourceUnavailable."""


class WarehouseFigures(FigureReader):
    """One tenant's figures, worked out from the views on everything that was exported."""

    def __init__(self, querying: Querying, tenant_id: TenantId) -> None:
        self._querying = querying
        self._tenant_id = tenant_id

    async def sums(self, read: SumsRead) -> SumsByCell:
        if not read.slices:
            return {}
        measures = {*read.measures, *({Measure.ITEM_VOIDED} if Measure.ITEM in read.measures else ())}
        parameters: dict[str, Scalar | Values | Records] = {
            **_of_time(read.slices),
            "measures": Values("STRING", tuple(sorted(measures))),
        }
        found: dict[Cell, Sums] = {}
        for row in await self._rows("read_sums", read.by, read.conditions, parameters):
            added = Added(row["number"], _decimal(row["amount"]), _decimal(row["quantity"]))
            sums = found.get(_cell(row, read.by), Sums())
            found[_cell(row, read.by)] = Sums(
                {**sums.added, (Measure(row["measure"]), row["currency"]): added},
                max(filter(None, (sums.events_until, _instant(row["last_at"])))),
            )
        return found

    async def people(self, read: PeopleRead) -> PeopleByCell:
        if not read.slices:
            return {}
        starts = tuple((label, start or _BEGINNING) for label, start in enumerate(read.starts))
        parameters = {**_of_time(read.slices), "starts": Records(_START, starts)}
        return {
            _cell(row, read.by): {
                People.LOGGED_IN: row["logged_in"],
                People.ORDERED: row["ordered"],
                People.ORDERED_FIRST: row["ordered"] - row["ordered_again"],
                People.ORDERED_AGAIN: row["ordered_again"],
                People.LOGGED_IN_AND_ORDERED: row["logged_in_and_ordered"],
            }
            for row in await self._rows("read_people", read.by, read.conditions, parameters)
        }

    async def stock(self, read: StockRead) -> StockByCell:
        if not read.instants:
            return {}
        parameters: dict[str, Scalar | Values | Records] = {
            "instants": Records(_INSTANT, tuple(enumerate(read.instants))),
            "default_reorder_point": Scalar("NUMERIC", read.default_reorder_point),
        }
        return {
            _cell(row, read.by): StockSummary(
                None if row["on_hand"] is None else _decimal(row["on_hand"]), row["warnings"], row["out_of_stock"]
            )
            for row in await self._rows("read_stock", read.by, read.conditions, parameters)
        }

    async def _rows(
        self,
        name: str,
        by: Sequence[Dimension],
        conditions: Iterable[Condition],
        parameters: Parameters,
    ) -> Sequence[Row]:
        clauses, values = _conditions(conditions)
        query = statement(
            name,
            dataset=self._querying.dataset,
            by="".join(f", c.{column}" for column in dict.fromkeys(_COLUMN[each] for each in by)),
            conditions=clauses,
        )
        tenant = Scalar("STRING", self._tenant_id)
        return await self._querying.rows(query, {"tenant": tenant, **parameters, **values})


def _of_time(slices: Sequence[Slice]) -> dict[str, Scalar | Records]:
    """The slices, and the time around all of them, which says which partitions are looked at."""
    rows = tuple((label, each.start or _BEGINNING, each.end or _END) for label, each in slices)
    return {
        "slices": Records(_SLICE, rows),
        "first": Scalar("TIMESTAMP", min(since for _, since, _ in rows)),
        "last": Scalar("TIMESTAMP", max(until for _, _, until in rows)),
    }


def _conditions(conditions: Iterable[Condition]) -> tuple[str, dict[str, Values]]:
    clauses: list[str] = []
    parameters: dict[str, Values] = {}
    for number, condition in enumerate(conditions):
        column = f"c.{_COLUMN[condition.dimension]}"
        values = tuple(sorted(value for value in condition.values if value is not None))
        tests = [f"{column} IS NULL"] if None in condition.values else []
        if values:
            parameters[f"condition{number}"] = Values("STRING", values)
            tests.append(f"COALESCE({column} IN UNNEST(@condition{number}), FALSE)")
        holds = f"({' OR '.join(tests) or 'FALSE'})"
        clauses.append(f" AND {'NOT ' if condition.negated else ''}{holds}")
    return "".join(clauses), parameters


def _cell(row: Row, by: Sequence[Dimension]) -> Cell:
    return row["label"], tuple(row[_COLUMN[each]] for each in by)


def _decimal(value: Decimal) -> Decimal:
    """As it was written: with the digits that stand for something, and no others."""
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain.as_tuple().exponent > 0 else plain  # type: ignore[operator]


def _instant(value: datetime) -> datetime:
    return value.astimezone(UTC)
