"""Forecasts in PostgreSQL."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.kept_forecast import KeptForecast
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter, Operator
from olympus.domain.tenant import TenantId
from olympus.ports.forecast_archive import ForecastArchive

_NUMBERS = ("mean", "lower_80", "upper_80", "lower_95", "upper_95")
_KEEP = text(f"""
    INSERT INTO forecasts AS f
        (tenant_id, metric, granularity, filters, begins_at, made_at, model, starts, {", ".join(_NUMBERS)})
    VALUES
        (:tenant_id, :metric, :granularity, :filters, :begins_at, :made_at, :model, :starts,
         {", ".join(f":{each}" for each in _NUMBERS)})
    ON CONFLICT (tenant_id, metric, granularity, filters, begins_at) DO UPDATE SET
        made_at = excluded.made_at, model = excluded.model, starts = excluded.starts,
        {", ".join(f"{each} = excluded.{each}" for each in _NUMBERS)}
    WHERE cardinality(f.starts) < cardinality(excluded.starts)
""")
_OF_TENANT = text("SELECT * FROM forecasts WHERE tenant_id = :tenant_id ORDER BY made_at, metric")


class PostgresForecastArchive(ForecastArchive):
    """A row for each forecast, its points as arrays."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, forecast: KeptForecast) -> None:
        row = {
            "tenant_id": forecast.tenant_id,
            "metric": forecast.request.metric.name,
            "granularity": forecast.request.granularity,
            "filters": _written(forecast.request.filters),
            "begins_at": forecast.starts[0],
            "made_at": forecast.made_at,
            "model": forecast.model,
            "starts": list(forecast.starts),
            **{name: list(getattr(forecast, name)) for name in _NUMBERS},
        }
        with reaching("the forecasts"):
            async with self._engine.begin() as connection:
                await connection.execute(_KEEP, row)

    async def of_tenant(self, tenant_id: TenantId) -> Sequence[KeptForecast]:
        with reaching("the forecasts"):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(_OF_TENANT, {"tenant_id": tenant_id})).all()
        # A metric that a later release has no more cannot be held against anything.
        return [_forecast(row) for row in rows if row.metric in CATALOGUE]


def _written(filters: Sequence[Filter]) -> str:
    return json.dumps([[each.dimension, each.operator, each.values] for each in filters])


def _filters(written: str) -> tuple[Filter, ...]:
    return tuple(
        Filter(Dimension(dimension), Operator(operator), tuple(values))
        for dimension, operator, values in json.loads(written)
    )


def _forecast(row: Row[Any]) -> KeptForecast:
    return KeptForecast(
        tenant_id=row.tenant_id,
        request=HistoryRequest(
            metric=CATALOGUE[row.metric],
            granularity=Granularity(row.granularity),
            filters=_filters(row.filters),
        ),
        made_at=row.made_at,
        model=row.model,
        starts=tuple(row.starts),
        **{name: tuple(getattr(row, name)) for name in _NUMBERS},
    )
