"""What every keeper of tenant settings promises."""

from datetime import time
from decimal import Decimal

from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from olympus.ports.tenants import Tenants
from tests.factories import BAKERY, CAFE

ALL_DECIDED = TenantSettings(
    time_zone="Asia/Kathmandu",
    week_start=Weekday.SUNDAY,
    day_start=time(2, 30),
    fiscal_year_start=4,
    retail_calendar=RetailPattern.FOUR_FIVE_FOUR,
    currency="NPR",
    default_reorder_point=Decimal("2.5"),
    country="NP",
)


async def test_a_tenant_that_never_decided_has_the_defaults(tenants: Tenants) -> None:
    assert await tenants.settings(CAFE) == TenantSettings()


async def test_what_was_saved_is_what_is_found_and_only_for_that_tenant(tenants: Tenants) -> None:
    await tenants.save(CAFE, ALL_DECIDED)
    assert await tenants.settings(CAFE) == ALL_DECIDED
    assert await tenants.settings(BAKERY) == TenantSettings()


async def test_settings_saved_again_take_the_place_of_the_old_ones(tenants: Tenants) -> None:
    await tenants.save(CAFE, ALL_DECIDED)
    await tenants.save(CAFE, TenantSettings(currency="EUR"))
    assert await tenants.settings(CAFE) == TenantSettings(currency="EUR")
