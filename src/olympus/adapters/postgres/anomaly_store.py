"""Anomalies in PostgreSQL."""

import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.domain.anomalies.anomaly import Anomaly, Direction, Part, Place
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.tenant import TenantId
from olympus.ports.anomaly_store import AnomalyStore

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('olympus anomalies'), hashtext(:tenant_id))")
_FORGET = text("DELETE FROM anomalies WHERE tenant_id = :tenant_id AND anomaly_id = ANY(:ids)")
_KEEP = text("""
    INSERT INTO anomalies (tenant_id, anomaly_id, metric, granularity, location, unit_start, unit_end, value,
                           expected, lower, upper, beyond, deviations, explained_by, detected_at, told_at)
    SELECT CAST(:tenant_id AS text), :anomaly_id, CAST(:metric AS text), CAST(:granularity AS text),
           CAST(:location AS text), CAST(:unit_start AS timestamptz), :unit_end, :value, :expected, :lower, :upper,
           :beyond, :deviations, CAST(:explained_by AS jsonb), CAST(:detected_at AS timestamptz),
           -- what goes on a shift of level is no news
           (SELECT CAST(:detected_at AS timestamptz) FROM anomalies b
            WHERE b.tenant_id = :tenant_id AND b.metric = :metric AND b.granularity = :granularity
              AND b.location IS NOT DISTINCT FROM :location AND b.unit_end = :unit_start
              AND (b.value > b.expected) = :is_up LIMIT 1)
    ON CONFLICT (tenant_id, anomaly_id) DO NOTHING
    RETURNING told_at IS NULL AS is_new
""")
_REVISE = text("""
    UPDATE anomalies
    SET unit_end = :unit_end, value = :value, expected = :expected, lower = :lower, upper = :upper,
        beyond = :beyond, deviations = :deviations, explained_by = CAST(:explained_by AS jsonb)
    WHERE tenant_id = :tenant_id AND anomaly_id = :anomaly_id
""")
_REVISED = tuple(_REVISE.compile().params)
_FIND = text("""
    SELECT * FROM anomalies
    WHERE tenant_id = :tenant_id AND unit_start >= coalesce(CAST(:start AS timestamptz), '-infinity')
      AND unit_start < coalesce(CAST(:end AS timestamptz), 'infinity')
    ORDER BY unit_start, unit_end, anomaly_id
""")
_UNTOLD = text("""
    SELECT * FROM anomalies WHERE told_at IS NULL ORDER BY detected_at LIMIT :limit FOR UPDATE SKIP LOCKED
""")
_TOLD = text("UPDATE anomalies SET told_at = now() WHERE tenant_id = :tenant_id AND anomaly_id = :anomaly_id")


class PostgresAnomalyStore(AnomalyStore):
    """Keeps a row for each odd point in the table `anomalies`; `told_at` is set in the transaction that tells."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def settle(
        self, tenant_id: TenantId, found: Sequence[Anomaly], ordinary: Collection[str]
    ) -> list[Anomaly]:
        new = []
        with reaching("the anomalies"):
            async with self._engine.begin() as connection:
                await connection.execute(_ONE_AT_A_TIME, {"tenant_id": tenant_id})
                if ordinary:
                    await connection.execute(_FORGET, {"tenant_id": tenant_id, "ids": list(ordinary)})
                for anomaly in sorted(found, key=lambda each: each.place.unit.bounds):
                    row = _row(anomaly)
                    kept = (await connection.execute(_KEEP, row)).first()
                    if kept is None:
                        del (
                            row["metric"],
                            row["granularity"],
                            row["location"],
                            row["unit_start"],
                            row["detected_at"],
                        )
                        await connection.execute(_REVISE, row)
                    elif kept.is_new:
                        new.append(anomaly)
        return new

    async def find(self, tenant_id: TenantId, within: Interval) -> list[Anomaly]:
        asked = {"tenant_id": tenant_id, "start": within.start, "end": within.end}
        with reaching("the anomalies"):
            async with self._engine.connect() as connection:
                return [_anomaly(row) for row in await connection.execute(_FIND, asked)]

    @asynccontextmanager
    async def untold(self, *, limit: int) -> AsyncIterator[list[Anomaly]]:
        async with AsyncExitStack() as stack:
            with reaching("the anomalies"):
                connection = await stack.enter_async_context(self._engine.begin())
                mine = [_anomaly(row) for row in await connection.execute(_UNTOLD, {"limit": limit})]
            yield mine
            with reaching("the anomalies"):
                for each in mine:
                    told = {"tenant_id": each.place.tenant_id, "anomaly_id": each.id}
                    await connection.execute(_TOLD, told)


def _row(anomaly: Anomaly) -> dict[str, Any]:
    place = anomaly.place
    start, end = place.unit.bounds
    parts = [
        [part.dimension, part.value, part.label, str(part.expected), str(part.actual)]
        for part in anomaly.explained_by
    ]
    return {
        "tenant_id": place.tenant_id,
        "anomaly_id": anomaly.id,
        "metric": place.metric,
        "granularity": place.granularity.value,
        "location": place.location,
        "unit_start": start,
        "unit_end": end,
        "is_up": anomaly.direction is Direction.UP,
        "value": anomaly.value,
        "expected": anomaly.expected,
        "lower": anomaly.lower,
        "upper": anomaly.upper,
        "beyond": anomaly.beyond,
        "deviations": anomaly.deviations,
        "explained_by": json.dumps(parts),
        "detected_at": anomaly.detected_at,
    }


def _anomaly(row: Row[Any]) -> Anomaly:
    return Anomaly(
        place=Place(
            tenant_id=TenantId(row.tenant_id),
            metric=row.metric,
            granularity=Granularity(row.granularity),
            location=row.location,
            unit=Interval(row.unit_start, row.unit_end),
        ),
        value=row.value,
        expected=row.expected,
        lower=row.lower,
        upper=row.upper,
        beyond=row.beyond,
        deviations=row.deviations,
        explained_by=tuple(
            Part(dimension, value, label, Decimal(expected), Decimal(actual))
            for dimension, value, label, expected, actual in row.explained_by
        ),
        detected_at=row.detected_at,
        until=row.unit_end,
    )
