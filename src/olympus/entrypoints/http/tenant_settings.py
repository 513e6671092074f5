"""What a tenant decided about its days, weeks, years and money: to read and to change."""

from datetime import time
from decimal import Decimal
from typing import Annotated

from litestar import Router, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation
from msgspec import Meta, Struct

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import InvalidSetting, RetailPattern, TenantSettings, Weekday, parse_tenant_id
from olympus.entrypoints.http.dashboard import TenantInPath
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.ports.tenants import Tenants
from olympus.use_cases.change_settings import ChangeSettings


class SettingsBody(Struct, forbid_unknown_fields=True):
    """A tenant's settings. What is left out has its default."""

    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])] = "UTC"
    week_start: Annotated[
        str, Meta(description=f"First day of the week: {', '.join(Weekday)}.", examples=["sunday"])
    ] = "monday"
    day_start: Annotated[
        str,
        Meta(
            description="Local time, 00:00 to 12:00, at which the business day begins: who closes at 02:00 counts "
            "the night to the evening before.",
            examples=["04:00"],
        ),
    ] = "00:00"
    fiscal_year_start: Annotated[int, Meta(description="First month of the fiscal year, 1 to 12.")] = 1
    retail_calendar: Annotated[
        str | None,
        Meta(description=f"Months of whole weeks: {', '.join(RetailPattern)}; null for calendar months."),
    ] = None
    currency: Annotated[
        str | None,
        Meta(
            description="Reporting currency (ISO 4217); null for that of the tenant's first order.",
            examples=["EUR"],
        ),
    ] = None
    default_reorder_point: Annotated[
        Decimal | None, Meta(description="Warn at or below this quantity where a product has no reorder point.")
    ] = None
    country: Annotated[
        str | None,
        Meta(
            description="Where public holidays are kept, which forecasts know: ISO 3166 code of the country, with "
            "that of a state or region where holidays differ. Null: no holidays are known.",
            examples=["IT", "DE-BY"],
        ),
    ] = None

    @classmethod
    def of(cls, settings: TenantSettings) -> "SettingsBody":
        return cls(
            timezone=settings.time_zone,
            week_start=settings.week_start.value,
            day_start=f"{settings.day_start:%H:%M}",
            fiscal_year_start=settings.fiscal_year_start,
            retail_calendar=settings.retail_calendar and settings.retail_calendar.value,
            currency=settings.currency,
            default_reorder_point=settings.default_reorder_point,
            country=settings.country,
        )

    def to_domain(self) -> TenantSettings:
        """The settings. Raises OlympusError, which names the one at fault."""
        return TenantSettings(
            time_zone=self.timezone,
            week_start=Weekday(self.week_start),
            day_start=_time_of_day(self.day_start),
            fiscal_year_start=self.fiscal_year_start,
            retail_calendar=None if self.retail_calendar is None else RetailPattern(self.retail_calendar),
            currency=self.currency,
            default_reorder_point=self.default_reorder_point,
            country=self.country,
        )


_PROBLEMS = problems(400, 403, 503)
_EXAMPLE = SettingsBody(
    timezone="Europe/Rome", day_start="04:00", currency="EUR", default_reorder_point=Decimal(5), country="IT"
)


@get(
    "/{tenant_id:str}/settings",
    operation_id="tenantSettings",
    summary="A tenant's settings",
    operation_class=documented(answer=_EXAMPLE),
    response_description="The settings; the defaults where the tenant never decided.",
    responses=_PROBLEMS,
)
async def tenant_settings(
    tenants: NamedDependency[SkipValidation[Tenants]], tenant_id: TenantInPath
) -> SettingsBody:
    """How the tenant's days, weeks and years are counted, and in which currency its money is reported."""
    return SettingsBody.of(await tenants.settings(parse_tenant_id(tenant_id)))


@put(
    "/{tenant_id:str}/settings",
    operation_id="changeTenantSettings",
    summary="Change a tenant's settings",
    operation_class=documented(answer=_EXAMPLE),
    response_description="The settings as they are now.",
    responses=_PROBLEMS,
)
async def change_tenant_settings(
    change_settings: NamedDependency[SkipValidation[ChangeSettings]],
    tenant_id: TenantInPath,
    data: JSONBody[SettingsBody],
) -> SettingsBody:
    """Takes the place of all that was set before, and holds for every figure from the next request on."""
    tenant = parse_tenant_id(tenant_id)
    try:
        settings = data.to_domain()
    except OlympusError as error:
        error.field = "timezone" if error.field == "time_zone" else error.field
        raise
    await change_settings(tenant, settings)
    return SettingsBody.of(settings)


def _time_of_day(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidSetting("day_start", text, "it is a local time from 00:00 to 12:00, such as 04:00") from None


tenant_routes = Router(
    "/api/analytics/tenants",
    route_handlers=[tenant_settings, change_tenant_settings],
    guards=[own_tenant_only],
    tags=["Tenants"],
)
