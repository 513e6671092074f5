"""Anomalies over HTTP: what was not as it was to be expected."""

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from olympus.domain.anomalies.anomaly import Severity
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.anomalies_out import AnomaliesOut, anomalies_out
from olympus.entrypoints.http.dashboard import End, Location, Start, TenantInPath, TimeframeName
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.find_anomalies import AnomalyRequest, FindAnomalies

_EXAMPLE = {
    "tenant_id": "demo-pizza",
    "timeframe": "last_7_days",
    "timezone": "UTC",
    "anomalies": [],
    "anomalies_in_all": 0,
}
MetricName = Annotated[
    str | None, QueryParameter(description="Only this metric.", examples=[Example(value="revenue")])
]
SeverityName = Annotated[
    str | None,
    QueryParameter(
        description=f"Only from this severity on: {', '.join(Severity)}.", examples=[Example(value="high")]
    ),
]


@get(
    "/{tenant_id:str}",
    operation_id="anomalies",
    summary="What was not as expected",
    operation_class=documented(answer=_EXAMPLE),
    response_description="The anomalies, the latest first.",
    responses=problems(400, 403, 503),
)
async def anomalies_of_tenant(
    *,
    find_anomalies: NamedDependency[FindAnomalies],
    tenant_id: TenantInPath,
    metric: MetricName = None,
    timeframe: TimeframeName = None,
    start: Start = None,
    end: End = None,
    location_id: Location = None,
    severity: SeverityName = None,
    limit: Annotated[int, QueryParameter(ge=1, le=1000, description="How many at most, 1 to 1000.")] = 100,
) -> AnomaliesOut:
    """Complete hours and days on which a metric lay outside the interval in which it was expected, with what was
    expected and which values of a dimension made the difference. Points beside each other on one side are one
    anomaly. Without a timeframe, those of the last 30 days.
    """
    request = AnomalyRequest(
        metric=metric or None,
        timeframe=timeframe or None,
        start=start or None,
        end=end or None,
        location_id=location_id or None,
        severity=severity or None,
        limit=limit,
    )
    return anomalies_out(await find_anomalies(parse_tenant_id(tenant_id), request))


anomaly_routes = Router(
    "/api/analytics/anomalies", route_handlers=[anomalies_of_tenant], guards=[own_tenant_only], tags=["Anomalies"]
)
