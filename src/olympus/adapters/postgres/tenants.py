"""Tenant settings in PostgreSQL."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.tables import tenant_settings
from olympus.adapters.postgres.version_moves import move_versions
from olympus.domain.tenant import RetailPattern, TenantId, TenantSettings, Weekday
from olympus.ports.data_versions import VersionMoved
from olympus.ports.tenants import Tenants

_WEEKDAYS = tuple(Weekday)


class PostgresTenants(Tenants):
    """Keeps settings in the table `tenant_settings`, a row a tenant that has decided anything."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def settings(self, tenant_id: TenantId) -> TenantSettings:
        query = select(tenant_settings).where(tenant_settings.c.tenant_id == tenant_id)
        with reaching("the tenants' settings"):
            async with self._engine.connect() as connection:
                row = (await connection.execute(query)).one_or_none()
        return _settings(row) if row else TenantSettings()

    async def save(self, tenant_id: TenantId, settings: TenantSettings) -> VersionMoved:
        row = {
            "time_zone": settings.time_zone,
            "week_start": settings.week_start.iso,
            "day_start": settings.day_start,
            "fiscal_year_start": settings.fiscal_year_start,
            "retail_calendar": settings.retail_calendar,
            "currency": settings.currency,
            "default_reorder_point": settings.default_reorder_point,
            "country": settings.country,
        }
        upsert = (
            insert(tenant_settings)
            .values(tenant_id=tenant_id, **row)
            .on_conflict_do_update(index_elements=["tenant_id"], set_=row)
        )
        with reaching("the tenants' settings"):
            async with self._engine.begin() as connection:
                await connection.execute(upsert)
                driver: Any = (await connection.get_raw_connection()).driver_connection
                [moved] = await move_versions(driver, [tenant_id])
        return moved


def _settings(row: Row[Any]) -> TenantSettings:
    return TenantSettings(
        time_zone=row.time_zone,
        week_start=_WEEKDAYS[row.week_start - 1],
        day_start=row.day_start,
        fiscal_year_start=row.fiscal_year_start,
        retail_calendar=RetailPattern(row.retail_calendar) if row.retail_calendar else None,
        currency=row.currency,
        default_reorder_point=row.default_reorder_point,
        country=row.country,
    )
