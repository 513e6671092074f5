"""Segments of customers over HTTP."""

from litestar import Router, get
from litestar.di import NamedDependency

from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.dashboard import TenantInPath
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.entrypoints.http.segments_out import EXAMPLE, SegmentsOut, segments_out
from olympus.use_cases.segment_customers import SegmentCustomers


@get(
    "/{tenant_id:str}/segments",
    operation_id="customerSegments",
    summary="A tenant's customers by segment",
    operation_class=documented(answer=EXAMPLE),
    response_description="The segments that have anyone, the best first.",
    responses=problems(400, 403, 503),
)
async def segments_of_tenant(
    *, segment_customers: NamedDependency[SegmentCustomers], tenant_id: TenantInPath
) -> SegmentsOut:
    """Every customer in exactly one segment, after how recently, how often and for how much each has ordered
    (RFM): how many they are, what they are worth, and what they are like.
    """
    return segments_out(await segment_customers(parse_tenant_id(tenant_id)))


segment_routes = Router(
    "/api/analytics/customers", route_handlers=[segments_of_tenant], guards=[own_tenant_only], tags=["Customers"]
)
