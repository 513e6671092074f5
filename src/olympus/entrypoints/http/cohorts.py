"""Cohorts over HTTP: who joined when, who came back, and what they paid."""

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.customers.cohort_request import GRANULARITIES, MOST_PERIODS, CohortRequest
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.cohorts_out import EXAMPLE, CohortsOut, cohorts_out
from olympus.entrypoints.http.dashboard import TenantInPath
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.follow_cohorts import FollowCohorts

GranularityName = Annotated[
    str | None,
    QueryParameter(
        description=f"How long cohorts and periods are: {', '.join(GRANULARITIES)}. Default: {Granularity.MONTH}.",
        examples=[Example(value="month")],
    ),
]
Periods = Annotated[
    int,
    QueryParameter(
        description=f"In how many periods a cohort is followed, the one in which it joined included: 1 to "
        f"{MOST_PERIODS}. Without a start date, also how many cohorts there are.",
        examples=[Example(value=12)],
    ),
]
StartDate = Annotated[
    str | None,
    QueryParameter(
        description="The first cohort is that of this date (or date-time, local without an offset).",
        examples=[Example(value="2026-01-01")],
    ),
]
EndDate = Annotated[
    str | None,
    QueryParameter(
        description="The last cohort is that of this date. Default: now.", examples=[Example(value="2026-03-31")]
    ),
]


@get(
    "/{tenant_id:str}",
    operation_id="cohorts",
    summary="Retention and revenue by cohort",
    operation_class=documented(answer=EXAMPLE),
    response_description="The cohorts, the oldest first.",
    responses=problems(400, 403, 503),
)
async def cohorts_of_tenant(
    *,
    follow_cohorts: NamedDependency[FollowCohorts],
    tenant_id: TenantInPath,
    granularity: GranularityName = None,
    periods: Periods = 12,
    start_date: StartDate = None,
    end_date: EndDate = None,
) -> CohortsOut:
    """Customers by the day, week or month of their first order that is not cancelled, in the tenant's calendar:
    how many of them ordered again in each period since, and what they paid. A cohort that nobody joined is left
    out, and so is a period that has not begun; of one that is still running, what has passed counts.
    """
    request = CohortRequest(granularity or Granularity.MONTH, periods, start_date or None, end_date or None)
    return cohorts_out(await follow_cohorts(parse_tenant_id(tenant_id), request))


cohort_routes = Router(
    "/api/analytics/cohorts", route_handlers=[cohorts_of_tenant], guards=[own_tenant_only], tags=["Customers"]
)
