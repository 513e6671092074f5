"""Follow cohorts: who joined when, who came back, and what they paid."""

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.cohort_grid import cohort_grid
from olympus.domain.customers.cohort_request import CohortRequest, cohort_units
from olympus.domain.customers.cohorts import CohortTable, cohort_table
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.customer_source import CustomerSource
from olympus.ports.tenants import Tenants


class FollowCohorts:
    """Answers with the cohorts of a stretch of the tenant's time."""

    def __init__(self, tenants: Tenants, customers: CustomerSource, clock: Clock) -> None:
        self._tenants = tenants
        self._customers = customers
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: CohortRequest) -> CohortTable:
        """The cohorts. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        settings = await self._tenants.settings(tenant_id)
        calendar, now = BusinessCalendar(settings), self._clock.now()
        grid = cohort_grid(cohort_units(request, calendar, now), calendar, now)
        async with self._customers.snapshot(tenant_id) as snapshot:
            currency = settings.currency or await snapshot.default_currency()
            counts = await snapshot.cohorts(grid.read())
        return cohort_table(counts, grid, tenant_id=tenant_id, settings=settings, currency=currency)
