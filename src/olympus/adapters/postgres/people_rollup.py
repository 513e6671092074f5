"""Sets of people a cell, as compressed bitmaps of their numbers (Roaring, roaringbitmap.org).

A bitmap over an interval is the union of the bitmaps of its cells, so that counting different people
exactly costs the same however many events they caused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyroaring import BitMap

from olympus.adapters.postgres.columns import NO_ROWS, Columns, columns
from olympus.adapters.postgres.delta import Delta, PresenceKey
from olympus.adapters.postgres.spans import Grain, floor
from olympus.adapters.postgres.statements import statement

Cell: TypeAlias = tuple[Any, ...]
"""Tenant, population, grain, bucket and, in the table by place, location, channel, method."""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table of bitmaps, and the columns of its key with their types."""

    name: str
    key: Mapping[str, str]

    def cell(self, row: Any) -> Cell:
        return tuple(Grain(row[name]) if name == "grain" else row[name] for name in self.key)

    @property
    def reading(self) -> str:
        wanted = ", ".join(f"{name}::text" if name in ("population", "grain") else name for name in self.key)
        return f"""
            SELECT {wanted}, people
            FROM {self.name} JOIN unnest({self._parameters}) AS cell ({self._names}) USING ({self._names})
        """

    @property
    def writing(self) -> str:
        return f"""
            INSERT INTO {self.name} ({self._names}, people)
            SELECT * FROM unnest({self._parameters}, ${len(self.key) + 1}::bytea[])
            ON CONFLICT ({self._names}) DO UPDATE SET people = excluded.people
        """

    @property
    def _names(self) -> str:
        return ", ".join(self.key)

    @property
    def _parameters(self) -> str:
        return ", ".join(f"${place}::text::{kind}[]" for place, kind in enumerate(self.key.values(), start=1))


_KEY = {"tenant_id": "text", "population": "population", "grain": "grain", "bucket": "timestamptz"}
TOTALS = PeopleTable("people_total_rollup", _KEY)
BY_PLACE = PeopleTable("people_rollup", {**_KEY, "location_id": "text", "channel": "text", "method": "text"})


async def move_people(driver: Any, delta: Delta) -> None:
    """Bring people up to the events just written: who was where, and when each ordered first and last."""
    numbers = await _numbers(driver, delta.people)
    added = cells_of_every_grain((*key[:-1], numbers[key[0], key[-1]]) for key in delta.came)
    removed = await _removed(driver, delta.went)
    for table, is_total in ((BY_PLACE, False), (TOTALS, True)):
        gone = {table.cell(row): BitMap(row["numbers"]) for row in removed if row["total"] is is_total}
        await _move(driver, table, totals_of(added) if is_total else added, gone)
    await _find_order_times(driver, delta.lost_orders)


async def _move(
    driver: Any, table: PeopleTable, added: Mapping[Cell, BitMap], removed: Mapping[Cell, BitMap]
) -> None:
    cells = list(added.keys() | removed.keys())
    if not cells:
        return
    key = columns(cells, width=len(table.key))
    bitmaps = {
        table.cell(row): BitMap.deserialize(row["people"]) for row in await driver.fetch(table.reading, *key)
    }
    nobody = BitMap()
    for cell in cells:
        bitmaps[cell] = (bitmaps.get(cell, nobody) - removed.get(cell, nobody)) | added.get(cell, nobody)
    await driver.execute(table.writing, *key, [bitmaps[cell].serialize() for cell in cells])


async def _numbers(driver: Any, people: Columns) -> dict[tuple[str, str], int]:
    """Everyone's number, by tenant and person."""
    if people[0] == NO_ROWS:
        return {}
    rows = await driver.fetch(statement("number_people"), *people)
    return {(tenant, person): number for tenant, person, number in rows}


async def _removed(driver: Any, went: Sequence[PresenceKey]) -> Sequence[Any]:
    """For each cell, of every grain, those whom no order of theirs keeps there. Logins are never taken back."""
    if not went:
        return ()
    gone = columns(
        (
            (tenant, quarter, location, channel, person)
            for tenant, _, quarter, location, channel, _, person in went
        ),
        width=5,
    )
    return await driver.fetch(statement("people_removed"), *gone)  # type: ignore[no-any-return]


async def _find_order_times(driver: Any, lost_orders: Columns) -> None:
    """Last of all: who lost an order has its time as the first or the last until it is looked up what is left."""
    if lost_orders[0] != NO_ROWS:
        find = statement("find_order_times").replace("{holds}", statement("order_holds"))
        await driver.execute(find, *lost_orders)


def cells_of_every_grain(present: Iterable[tuple[Any, ...]]) -> dict[Cell, BitMap]:
    """Who is in which cell by place: from quarters of an hour (cells without a grain) and a number each."""
    quarters: dict[Cell, list[int]] = {}
    for *quarter, number in present:
        quarters.setdefault(tuple(quarter), []).append(number)
    cells: dict[Cell, BitMap] = {}
    for (tenant, population, quarter, *place), numbers in quarters.items():
        for grain in Grain:
            cell = tenant, population, grain, floor(quarter, grain), *place
            cells.setdefault(cell, BitMap()).update(numbers)
    return cells


def totals_of(by_place: Mapping[Cell, BitMap]) -> dict[Cell, BitMap]:
    """The same over all places."""
    totals: dict[Cell, BitMap] = {}
    for cell, people in by_place.items():
        totals.setdefault(cell[:4], BitMap()).update(people)
    return totals
