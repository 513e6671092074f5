"""`olympus tenant`: what a tenant decided about its days and its money."""

from dataclasses import replace
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from olympus.domain.tenant import (
    InvalidSetting,
    RetailPattern,
    TenantId,
    TenantSettings,
    Weekday,
    parse_tenant_id,
)
from olympus.entrypoints.cli.reach import reached

app = App(name="tenant", help="Show or change a tenant's settings.")
_console = Console(highlight=False)
_NONE = "none"


@app.command
async def show(tenant: str) -> None:
    """Show a tenant's settings."""
    tenant_id = parse_tenant_id(tenant)
    async with reached() as container:
        settings = await container.tenants().settings(tenant_id)
    _print(tenant_id, settings)


@app.command(name="set")
async def set_(
    tenant: str,
    *,
    time_zone: Annotated[str | None, Parameter(help="IANA name, such as Europe/Rome.")] = None,
    week_start: Annotated[str | None, Parameter(help="First day of the week, such as sunday.")] = None,
    day_start: Annotated[str | None, Parameter(help="When the business day begins, 00:00 to 12:00.")] = None,
    fiscal_year_start: Annotated[int | None, Parameter(help="First month of the fiscal year, 1 to 12.")] = None,
    retail_calendar: Annotated[str | None, Parameter(help="4-4-5, 4-5-4, 5-4-4, or none.")] = None,
    currency: Annotated[str | None, Parameter(help="Reporting currency, or none for the first order's.")] = None,
    default_reorder_point: Annotated[str | None, Parameter(help="Warn at or below this stock, or none.")] = None,
    country: Annotated[
        str | None, Parameter(help="Whose holidays are kept, such as IT or DE-BY, or none.")
    ] = None,
) -> None:
    """Change some of a tenant's settings; the others stay. Every figure follows at the next request."""
    tenant_id = parse_tenant_id(tenant)
    changes: dict[str, object] = {}
    if time_zone is not None:
        changes["time_zone"] = time_zone
    if week_start is not None:
        changes["week_start"] = Weekday(week_start.lower())
    if day_start is not None:
        changes["day_start"] = _time(day_start)
    if fiscal_year_start is not None:
        changes["fiscal_year_start"] = fiscal_year_start
    if retail_calendar is not None:
        changes["retail_calendar"] = None if retail_calendar == _NONE else RetailPattern(retail_calendar)
    if currency is not None:
        changes["currency"] = None if currency == _NONE else currency.upper()
    if default_reorder_point is not None:
        changes["default_reorder_point"] = _quantity(default_reorder_point)
    if country is not None:
        changes["country"] = None if country == _NONE else country.upper()
    async with reached() as container:
        tenants = container.tenants()
        settings = replace(await tenants.settings(tenant_id), **changes)
        await container.change_settings()(tenant_id, settings)
    _print(tenant_id, settings)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidSetting("day_start", text, "it is a local time such as 04:00") from None


def _quantity(text: str) -> Decimal | None:
    try:
        return None if text == _NONE else Decimal(text)
    except InvalidOperation:
        raise InvalidSetting("default_reorder_point", text, "it is a number, or none") from None


def _print(tenant_id: TenantId, settings: TenantSettings) -> None:
    table = Table(title=f"Tenant {tenant_id}", show_header=False, title_justify="left")
    table.add_row("time zone", settings.time_zone)
    table.add_row("week starts on", settings.week_start.value)
    table.add_row("business day starts at", f"{settings.day_start:%H:%M}")
    table.add_row("fiscal year starts in month", str(settings.fiscal_year_start))
    table.add_row("retail calendar", settings.retail_calendar or "none: calendar months")
    table.add_row("reporting currency", settings.currency or "that of the first order")
    point = settings.default_reorder_point
    table.add_row("default reorder point", "none" if point is None else f"{point:f}")
    table.add_row("holidays of", settings.country or "no country")
    _console.print(table)
