"""Reading sums: whole cells of the rollup that fits, and the facts between them and the ends of the slices."""

from collections.abc import Iterable, Sequence
from typing import Any

from olympus.adapters.postgres.conditions import columns_of, conditions_on, values_of
from olympus.adapters.postgres.ranges import Ranges, ranges_of
from olympus.adapters.postgres.rollup_tables import RollupTable, table_for
from olympus.adapters.postgres.statements import contributions_of
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.figure import Added, Sums
from olympus.domain.query.reading import Cell, SumsByCell, SumsRead

_LABEL = "k.labels[width_bucket({instant}, k.edges)]"
_LABELS = "(SELECT $2::text::int[] AS labels, $3::text::timestamptz[] AS edges OFFSET 0) k"
"""Read from their texts once, not for each row."""
_ADDED_UP = "sum(r.count)::bigint, sum(r.amount), sum(r.quantity), max(r.last_at)"
_SOMETHING = "sum(r.count) <> 0 OR sum(r.amount) <> 0 OR sum(r.quantity) <> 0"

# The scans are functions of their rows, or the planner would read the whole rollup for a join.
_FROM_CELLS = """
    SELECT {label}, {measure}, r.currency, {added}{by}
    FROM unnest($4::text::grain[], $5::text::timestamptz[], $6::text::timestamptz[]) AS s (grain, lower, upper)
    CROSS JOIN {labels}
    {measures}
    CROSS JOIN LATERAL (
        SELECT *
        FROM {table} r
        WHERE r.tenant_id = $1 AND r.grain = s.grain AND r.bucket >= s.lower AND r.bucket < s.upper
              {of_measure}{conditions}
        OFFSET 0
    ) r
    GROUP BY 1, 2, 3{by}
    HAVING {something}
"""
_FROM_FACTS = """
    SELECT {label}, r.measure::text, r.currency, {added}{by}
    FROM (
        SELECT at, at AS last_at, location_id, channel, method, product_id, category, currency, customer_id,
               CASE measure WHEN 'item_voided' THEN 'item' ELSE measure END AS measure,
               CASE measure WHEN 'item_voided' THEN -count ELSE count END AS count,
               CASE measure WHEN 'item_voided' THEN -amount ELSE amount END AS amount,
               CASE measure WHEN 'item_voided' THEN -quantity ELSE quantity END AS quantity
        FROM ({contributions}) c
    ) r CROSS JOIN {labels}
    WHERE r.measure = ANY ($6::text::measure[]){conditions}
    GROUP BY 1, 2, 3{by}
    HAVING {something}
"""
OF_FACTS = contributions_of("""
    SELECT f.*
    FROM unnest($4::text::timestamptz[], $5::text::timestamptz[]) AS s (lower, upper)
    CROSS JOIN LATERAL (
        SELECT *
        FROM events f
        WHERE f.tenant_id = $1 AND f.kind IS NOT NULL AND f.at >= s.lower AND f.at < s.upper
        OFFSET 0
    ) f
""")
"""Contributions of the facts in some stretches of time."""


async def sums(driver: Any, tenant_id: str, read: SumsRead, sources: set[str]) -> SumsByCell:
    """What was asked for; adds to the sources what it came from."""
    table = table_for(read)
    cells, facts = ranges_of(read.slices, table.finest if table else None)
    rows: list[Any] = []
    if table and not cells.is_empty:
        sources.add("rollups")
        rows += await _from_cells(driver, tenant_id, table, cells, read)
    if not facts.is_empty:
        sources.add("events")
        rows += await _from_facts(driver, tenant_id, facts, read)
    return _by_cell(rows, read)


async def _from_cells(
    driver: Any, tenant_id: str, table: RollupTable, ranges: Ranges, read: SumsRead
) -> Sequence[Any]:
    parameters: list[Any] = [tenant_id, ranges.labels, ranges.edges, *ranges.scans]
    items_alone = Measure.ITEM in table.measures
    if not items_alone:
        parameters.append(_texts(read.measures))
    by_measure = not items_alone and not table.is_wide
    query = _FROM_CELLS.format(
        labels=_LABELS,
        label=_LABEL.format(instant="r.bucket"),
        measure="'item'::text" if items_alone else "r.measure::text",
        measures="CROSS JOIN unnest($7::text::measure[]) AS m (measure)" if by_measure else "",
        of_measure=_measures_of(table, by_measure=by_measure),
        table=table.rows,
        conditions=conditions_on("r", read.conditions, parameters),
        by=_by(read),
        added=_ADDED_UP,
        something=_SOMETHING,
    )
    return await driver.fetch(query, *parameters)  # type: ignore[no-any-return]


def _measures_of(table: RollupTable, *, by_measure: bool) -> str:
    """One range of the key a measure where that begins with the measure."""
    if by_measure:
        return "AND r.measure = m.measure"
    return "AND r.measure = ANY ($7::text::measure[])" if table.is_wide else ""


async def _from_facts(driver: Any, tenant_id: str, ranges: Ranges, read: SumsRead) -> Sequence[Any]:
    parameters: list[Any] = [tenant_id, ranges.labels, ranges.edges, *ranges.scans, _texts(read.measures)]
    query = _FROM_FACTS.format(
        labels=_LABELS,
        label=_LABEL.format(instant="r.at"),
        contributions=OF_FACTS,
        conditions=conditions_on("r", read.conditions, parameters),
        by=_by(read),
        added=_ADDED_UP,
        something=_SOMETHING,
    )
    return await driver.fetch(query, *parameters)  # type: ignore[no-any-return]


def _texts(measures: Iterable[Measure]) -> str:
    return f"{{{','.join(sorted(measures))}}}"


def _by(read: SumsRead) -> str:
    return "".join(f", {column}" for column in columns_of("r", read.by))


def _by_cell(rows: Iterable[Any], read: SumsRead) -> SumsByCell:
    """Cells and facts of one label are added up; one measure and currency may come from both."""
    found: dict[Cell, Sums] = {}
    for row in rows:
        label, measure, currency, count, amount, quantity, last_at = row[:7]
        cell = label, values_of(row, 7, read.by)
        sums = found.get(cell)
        if sums is None:
            sums = found[cell] = Sums({}, last_at)
        key = Measure(measure), currency or None
        more = Added(count, amount, quantity)
        added: dict[Any, Added] = sums.added  # type: ignore[assignment]
        added[key] = added[key] + more if key in added else more
        if sums.events_until is None or last_at > sums.events_until:
            found[cell] = Sums(added, last_at)
    return found
