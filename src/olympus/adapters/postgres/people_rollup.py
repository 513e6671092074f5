"""Sets of people a cell, as compressed bitmaps of their numbers (Roaring, roaringbitmap.org).

A bitmap over an interval is the union of the bitmaps of its cells, so that counting different people
exactly costs the same however many events they caused.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import asyncpg
from pyroaring import BitMap

from olympus.adapters.postgres.spans import Grain, coarser_cells
from olympus.adapters.postgres.statements import statement

Cell = tuple[str, str, Grain, datetime, str, str]
"""Tenant, population, grain, bucket, location, channel: the key of the table `people_rollup`."""

_READ = """
    SELECT tenant_id, population::text, grain::text, bucket, location_id, channel, people
    FROM people_rollup
    JOIN unnest($1::text[], $2::population[], $3::grain[], $4::timestamptz[], $5::text[], $6::text[])
         AS cell (tenant_id, population, grain, bucket, location_id, channel)
    USING (tenant_id, population, grain, bucket, location_id, channel)
"""

_WRITE = """
    INSERT INTO people_rollup (tenant_id, population, grain, bucket, location_id, channel, people)
    SELECT * FROM unnest($1::text[], $2::population[], $3::grain[], $4::timestamptz[], $5::text[], $6::text[],
                         $7::bytea[])
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (tenant_id, population, grain, bucket, location_id, channel) DO UPDATE SET
        people = excluded.people
"""


async def move_people(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Bring the bitmaps up to what the table `presence` says of the batch at work."""
    await connection.execute(statement("number_people"))
    added = _cells_of_every_grain(await connection.fetch(statement("people_added")))
    removed = {_cell(row): BitMap(row["numbers"]) for row in await connection.fetch(statement("people_removed"))}
    cells = list(added.keys() | removed.keys())
    if not cells:
        return
    bitmaps = {
        _cell(row): BitMap.deserialize(row["people"]) for row in await connection.fetch(_READ, *_columns(cells))
    }
    nobody = BitMap()
    for cell in cells:
        bitmaps[cell] = (bitmaps.get(cell, nobody) - removed.get(cell, nobody)) | added.get(cell, nobody)
    await connection.execute(_WRITE, *_columns(cells), [bitmaps[cell].serialize() for cell in cells])


def _cells_of_every_grain(rows: Iterable[Any]) -> dict[Cell, BitMap]:
    cells: dict[Cell, BitMap] = {}
    for row in rows:
        numbers = row["numbers"]
        for grain, bucket in coarser_cells(row["bucket"]):
            cell = row["tenant_id"], row["population"], grain, bucket, row["location_id"], row["channel"]
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


def _columns(cells: Sequence[Cell]) -> list[list[Any]]:
    return [list(column) for column in zip(*cells, strict=True)]
