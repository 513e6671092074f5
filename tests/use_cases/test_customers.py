"""Cohorts and segments, from what a tenant decided and what its customers did."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from olympus.adapters.in_memory.customer_source import InMemoryCustomerSource
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.domain.customers.cohort_request import CohortRequest
from olympus.domain.tenant import TenantSettings
from olympus.ports.clock import Clock
from olympus.use_cases.follow_cohorts import FollowCohorts
from olympus.use_cases.segment_customers import SegmentCustomers
from tests.factories import CAFE, NOON, a_payment, an_order

LATE = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
"""In Rome it is March already."""


class NoonClock(Clock):
    def now(self) -> datetime:
        return NOON


@pytest.fixture
def tenants() -> InMemoryTenants:
    return InMemoryTenants()


@pytest.fixture
async def customers() -> InMemoryCustomerSource:
    ledger = Ledger()
    await InMemoryEventStore(ledger).record(
        [
            an_order("o1", customer="ann", at=LATE, total="10.00"),
            a_payment("o1", amount="10.00", at=LATE),
            an_order("o2", customer="bob", at=NOON, currency="USD", total="4.00"),
            an_order("o3", customer="ann", at=NOON + timedelta(days=1)),
        ]
    )
    return InMemoryCustomerSource(ledger)


async def test_cohorts_follow_the_tenants_clock_and_currency(
    tenants: InMemoryTenants, customers: InMemoryCustomerSource
) -> None:
    follow_cohorts = FollowCohorts(tenants, customers, NoonClock())
    in_utc = await follow_cohorts(CAFE, CohortRequest())
    await tenants.save(CAFE, TenantSettings(time_zone="Europe/Rome", currency="USD"))
    in_rome = await follow_cohorts(CAFE, CohortRequest())

    assert [(cohort.name, cohort.size) for cohort in in_utc.cohorts] == [("2026-02", 1)]
    assert [(cohort.name, cohort.size) for cohort in in_rome.cohorts] == [("2026-03", 1)]
    assert (in_utc.currency, in_utc.lifetime_value, dict(in_utc.other_currencies)) == ("EUR", Decimal(10), {})
    assert (in_rome.currency, in_rome.lifetime_value, in_rome.other_currencies) == (
        "USD",
        Decimal(0),
        {"EUR": Decimal(10)},
    )


async def test_segments_are_as_of_now_and_in_one_currency(
    tenants: InMemoryTenants, customers: InMemoryCustomerSource
) -> None:
    told = await SegmentCustomers(tenants, customers, NoonClock())(CAFE)

    [figures] = told.segments
    assert (told.customers, figures.orders, figures.typical_days, told.value) == (1, 1, 18, Decimal(10))
    assert (told.currency, told.other_currencies, told.as_of) == ("EUR", {}, NOON)
