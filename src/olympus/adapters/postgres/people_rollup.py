"""Sets of people a cell, as compressed bitmaps of their numbers (Roaring, roaringbitmap.org).

A bitmap over an interval is the union of the bitmaps of its cells, so that counting different people
exactly costs the same however many events they caused.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pyroaring import BitMap

from olympus.adapters.postgres.columns import columns
from olympus.adapters.postgres.delta import PresenceKey
from olympus.adapters.postgres.spans import Grain, floor
from olympus.adapters.postgres.statements import statement

Cell = tuple[str, str, Grain, datetime, str, str]
"""Tenant, population, grain, bucket, location, channel: the key of the table `people_rollup`."""

_READ = """
    SELECT tenant_id, population::text, grain::text, bucket, location_id, channel, people
    FROM people_rollup
    JOIN unnest($1::text::text[], $2::text::population[], $3::text::grain[], $4::text::timestamptz[],
                $5::text::text[], $6::text::text[])
         AS cell (tenant_id, population, grain, bucket, location_id, channel)
    USING (tenant_id, population, grain, bucket, location_id, channel)
"""

_WRITE = """
    INSERT INTO people_rollup (tenant_id, population, grain, bucket, location_id, channel, people)
    SELECT *
    FROM unnest($1::text::text[], $2::text::population[], $3::text::grain[], $4::text::timestamptz[],
                $5::text::text[], $6::text::text[], $7::bytea[])
    ON CONFLICT (tenant_id, population, grain, bucket, location_id, channel) DO UPDATE SET
        people = excluded.people
"""


async def move_people(driver: Any, *, came: Sequence[PresenceKey], went: Sequence[PresenceKey]) -> None:
    """Bring the bitmaps up to who came to which quarters of an hour, and who may have gone from one."""
    added = _cells_of_every_grain(came, await _numbers(driver, came))
    removed = {_cell(row): BitMap(row["numbers"]) for row in await _removed(driver, went)}
    cells = list(added.keys() | removed.keys())
    if not cells:
        return
    key = columns(cells, width=6)
    bitmaps = {_cell(row): BitMap.deserialize(row["people"]) for row in await driver.fetch(_READ, *key)}
    nobody = BitMap()
    for cell in cells:
        bitmaps[cell] = (bitmaps.get(cell, nobody) - removed.get(cell, nobody)) | added.get(cell, nobody)
    await driver.execute(_WRITE, *key, [bitmaps[cell].serialize() for cell in cells])


async def _numbers(driver: Any, came: Iterable[PresenceKey]) -> dict[tuple[str, str], int]:
    """Everyone's number, by tenant and person."""
    people = {(tenant, person) for tenant, _, _, _, _, person in came}
    if not people:
        return {}
    rows = await driver.fetch(statement("number_people"), *columns(people, width=2))
    return {(tenant, person): number for tenant, person, number in rows}


async def _removed(driver: Any, went: Sequence[PresenceKey]) -> Sequence[Any]:
    """For each cell, of every grain, those whom no order of theirs keeps there. Logins are never taken back."""
    if not went:
        return ()
    gone = columns(((tenant, *rest) for tenant, _, *rest in went), width=5)
    return await driver.fetch(statement("people_removed"), *gone)  # type: ignore[no-any-return]


def _cells_of_every_grain(
    came: Iterable[PresenceKey], number_of: Mapping[tuple[str, str], int]
) -> dict[Cell, BitMap]:
    quarters: dict[tuple[str, str, datetime, str, str], list[int]] = {}
    for tenant, population, quarter, location, channel, person in came:
        numbers = quarters.setdefault((tenant, population, quarter, location, channel), [])
        numbers.append(number_of[tenant, person])
    cells: dict[Cell, BitMap] = {}
    for (tenant, population, quarter, location, channel), numbers in quarters.items():
        for grain in Grain:
            cell = tenant, population, grain, floor(quarter, grain), location, channel
            cells.setdefault(cell, BitMap()).update(numbers)
    return cells


def _cell(row: Any) -> Cell:
    return (
        row["tenant_id"],
        row["population"],
        Grain(row["grain"]),
        row["bucket"],
        row["location_id"],
        row["channel"],
    )
