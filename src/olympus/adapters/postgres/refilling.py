"""Filling every rollup from the recorded events, as if all of them had just arrived."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from olympus.adapters.postgres.people_rollup import BY_PLACE, TOTALS, cells_of_every_grain, totals_of
from olympus.adapters.postgres.spans import Grain
from olympus.adapters.postgres.statements import contributions_of

_SINCE = {
    Grain.QUARTER_HOUR: "date_bin('15 minutes', {instant}, '2000-01-01Z')",
    Grain.HOUR: "date_trunc('hour', {instant}, 'UTC')",
    Grain.DAY: "date_trunc('day', {instant}, 'UTC')",
    Grain.MONTH: "date_trunc('month', {instant}, 'UTC')",
}
_ADDED = "sum(c.count), sum(c.amount), sum(c.quantity), max(c.at)"
_SOLD = """
    sum(CASE c.measure WHEN 'item' THEN c.count ELSE -c.count END),
    sum(CASE c.measure WHEN 'item' THEN c.amount ELSE -c.amount END),
    sum(CASE c.measure WHEN 'item' THEN c.quantity ELSE -c.quantity END),
    max(c.at)
"""
_COARSER = "sum(c.count), sum(c.amount), sum(c.quantity), max(c.last_at)"
_ITEMS = "c.measure IN ('item', 'item_voided')"

_OF_FACTS = contributions_of("""
    SELECT tenant_id, event_id, kind, at, order_id, person_id, location_id, channel, method, currency, amount,
           product_ids, categories, quantities, amounts
    FROM events
    WHERE kind IS NOT NULL
""")
"""Without the messages, which are most of a table of events."""

_CONTRIBUTED = f"CREATE TEMPORARY TABLE contributed ON COMMIT DROP AS {_OF_FACTS}"


def _filling(table: str, dimensions: str, added: str, which: str, grains: Sequence[Grain]) -> Iterator[str]:
    """Sums of contributions by dimensions in the finest grain of a table, and from each grain the next coarser."""
    insert = f"INSERT INTO {table} ({dimensions}, grain, bucket, count, amount, quantity, last_at)"
    for finer, grain in zip((None, *grains), grains, strict=False):
        since = _SINCE[grain].format(instant="c.bucket" if finer else "c.at")
        yield f"""
            {insert}
            SELECT {dimensions}, '{grain}'::grain, {since}, {_COARSER if finer else added}
            FROM {table if finer else "contributed"} c
            WHERE {f"c.grain = '{finer}'" if finer else which}
            GROUP BY {dimensions}, {since}
        """


_BY_PLACE = "tenant_id, measure, location_id, channel, method, currency"
_PRODUCT_BY_PLACE = "tenant_id, product_id, category, location_id, channel, currency"
_GRAINS = tuple(Grain)

_FILLINGS = (
    *_filling("rollup", _BY_PLACE, _ADDED, f"NOT {_ITEMS}", _GRAINS),
    *_filling("total_rollup", "tenant_id, measure, currency", _ADDED, f"NOT {_ITEMS}", _GRAINS),
    *_filling("product_rollup", _PRODUCT_BY_PLACE, _SOLD, _ITEMS, (Grain.DAY, Grain.MONTH)),
    *_filling("product_total_rollup", "tenant_id, product_id, category, currency", _SOLD, _ITEMS, _GRAINS[1:]),
)

_NUMBER_PEOPLE = """
    INSERT INTO people (tenant_id, person_id, number)
    SELECT tenant_id, person_id,
           coalesce(s.people, 0) + row_number() OVER (PARTITION BY tenant_id ORDER BY person_id)
    FROM (SELECT DISTINCT tenant_id, person_id FROM contributed WHERE person_id IS NOT NULL
          EXCEPT SELECT tenant_id, person_id FROM people) new
    LEFT JOIN tenant_state s USING (tenant_id)
"""
_COUNT_PEOPLE = """
    INSERT INTO tenant_state AS s (tenant_id, people)
    SELECT tenant_id, max(number) FROM people GROUP BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET people = excluded.people
"""
_PRESENT = """
    SELECT DISTINCT tenant_id, CASE measure WHEN 'login' THEN 'logged_in' ELSE 'ordered' END AS population,
           date_bin('15 minutes', at, '2000-01-01Z') AS quarter, location_id, channel, method, number
    FROM contributed JOIN people USING (tenant_id, person_id)
"""
_EMPTY = "TRUNCATE rollup, total_rollup, product_rollup, product_total_rollup, people_rollup, people_total_rollup"


def refill(connection: Connection) -> None:
    """Empty the rollups and fill them again, in the transaction of the connection. Everyone keeps their number."""
    connection.execute(text(_EMPTY))
    connection.execute(text(_CONTRIBUTED))
    for filling in (*_FILLINGS, _NUMBER_PEOPLE, _COUNT_PEOPLE):
        connection.execute(text(filling))
    by_place = cells_of_every_grain(connection.execute(text(_PRESENT)))
    for table, cells in ((BY_PLACE, by_place), (TOTALS, totals_of(by_place))):
        if cells:
            rows = [
                {**dict(zip(table.key, cell, strict=True)), "people": people.serialize()}
                for cell, people in cells.items()
            ]
            values = ", ".join(f"CAST(:{name} AS {kind})" for name, kind in table.key.items())
            insert = f"INSERT INTO {table.name} ({', '.join(table.key)}, people) VALUES ({values}, :people)"
            connection.execute(text(insert), rows)
