"""Reading people: unions of the bitmaps of whole cells, and the facts between them and the ends of the slices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from pyroaring import BitMap

from olympus.adapters.postgres.conditions import columns_of, conditions_on, values_of
from olympus.adapters.postgres.ranges import Ranges, ranges_of
from olympus.adapters.postgres.spans import Grain
from olympus.adapters.postgres.sums_reading import OF_FACTS
from olympus.domain.calendar.interval import Interval
from olympus.domain.query.people import counts_of
from olympus.domain.query.reading import Cell, PeopleByCell, PeopleRead, Slice

Population: TypeAlias = str
"""`logged_in` or `ordered`."""

_LABEL = "k.labels[width_bucket({instant}, k.edges)]"
_LABELS = "(SELECT $2::text::int[] AS labels, $3::text::timestamptz[] AS edges OFFSET 0) k"
"""Read from their texts once, not for each row."""
_FROM_CELLS = """
    SELECT r.population::text, {label}, r.people{by}
    FROM unnest($4::text::grain[], $5::text::timestamptz[], $6::text::timestamptz[]) AS s (grain, lower, upper)
    CROSS JOIN {labels}
    CROSS JOIN unnest($7::text::population[]) AS p (population)
    CROSS JOIN LATERAL (
        SELECT *
        FROM {table} r
        WHERE r.tenant_id = $1 AND r.population = p.population AND r.grain = s.grain
          AND r.bucket >= s.lower AND r.bucket < s.upper{conditions}
        OFFSET 0
    ) r
"""
_FROM_FACTS = """
    SELECT CASE r.measure WHEN 'login' THEN 'logged_in' ELSE 'ordered' END, {label}, array_agg(p.number){by}
    FROM ({contributions}) r
    JOIN people p USING (tenant_id, person_id)
    CROSS JOIN {labels}
    WHERE r.measure IN ('login', 'order') AND r.measure::text = ANY ($6){conditions}
    GROUP BY 1, 2{by}
"""
_MEASURE = {"logged_in": "login", "ordered": "order"}
_EVERYONE = tuple(_MEASURE)


async def people(driver: Any, tenant_id: str, read: PeopleRead, sources: set[str]) -> PeopleByCell:
    """What was asked for; adds to the sources what it came from."""
    present = await _present(driver, tenant_id, read, _EVERYONE, sources)
    logged_in, ordered = present["logged_in"], present["ordered"]
    before = await _ordered_before(driver, tenant_id, read.starts, sources) if ordered else {}
    nobody = BitMap()
    return {
        cell: counts_of(
            logged_in.get(cell, nobody), ordered.get(cell, nobody), before.get(read.starts[cell[0]], nobody)
        )
        for cell in logged_in.keys() | ordered.keys()
        if logged_in.get(cell) or ordered.get(cell)  # all may have gone from a cell
    }


async def _ordered_before(
    driver: Any, tenant_id: str, starts: Iterable[datetime | None], sources: set[str]
) -> Mapping[datetime | None, BitMap]:
    """Everyone who ordered before each of some instants, wherever it was: from one instant to the next."""
    instants = sorted({start for start in starts if start is not None})
    if not instants:
        return {}
    slices = tuple(
        Slice(label, Interval(since, until))
        for label, (since, until) in enumerate(zip([None, *instants], instants, strict=False))
    )
    between = (await _present(driver, tenant_id, PeopleRead(slices, ()), ("ordered",), sources))["ordered"]
    before: dict[datetime | None, BitMap] = {}
    so_far = BitMap()
    for label, instant in enumerate(instants):
        came = between.get((label, ()))
        if came and not came.issubset(so_far):  # a set of its own only where there is somebody new
            so_far = so_far | came
        before[instant] = so_far
    return before


async def _present(
    driver: Any, tenant_id: str, read: PeopleRead, populations: Sequence[Population], sources: set[str]
) -> Mapping[Population, Mapping[Cell, BitMap]]:
    """Everyone of each population in each cell."""
    cells, facts = ranges_of(read.slices, Grain.QUARTER_HOUR)
    found: dict[Population, defaultdict[Cell, BitMap]] = {each: defaultdict(BitMap) for each in _EVERYONE}
    if not cells.is_empty:
        sources.add("rollups")
        for row in await _from_cells(driver, tenant_id, cells, read, populations):
            found[row[0]][row[1], values_of(row, 3, read.by)] |= BitMap.deserialize(row[2])
    if not facts.is_empty:
        sources.add("events")
        for row in await _from_facts(driver, tenant_id, facts, read, populations):
            found[row[0]][row[1], values_of(row, 3, read.by)].update(row[2])
    return found


async def _from_cells(
    driver: Any, tenant_id: str, ranges: Ranges, read: PeopleRead, populations: Sequence[Population]
) -> Sequence[Any]:
    parameters: list[Any] = [tenant_id, ranges.labels, ranges.edges, *ranges.scans, f"{{{','.join(populations)}}}"]
    query = _FROM_CELLS.format(
        labels=_LABELS,
        label=_LABEL.format(instant="r.bucket"),
        table="people_rollup" if read.dimensions else "people_total_rollup",
        conditions=conditions_on("r", read.conditions, parameters),
        by=_by(read),
    )
    return await driver.fetch(query, *parameters)  # type: ignore[no-any-return]


async def _from_facts(
    driver: Any, tenant_id: str, ranges: Ranges, read: PeopleRead, populations: Sequence[Population]
) -> Sequence[Any]:
    measures = [_MEASURE[population] for population in populations]
    parameters: list[Any] = [tenant_id, ranges.labels, ranges.edges, *ranges.scans, measures]
    query = _FROM_FACTS.format(
        labels=_LABELS,
        label=_LABEL.format(instant="r.at"),
        contributions=OF_FACTS,
        conditions=conditions_on("r", read.conditions, parameters),
        by=_by(read),
    )
    return await driver.fetch(query, *parameters)  # type: ignore[no-any-return]


def _by(read: PeopleRead) -> str:
    return "".join(f", {column}" for column in columns_of("r", read.by))
