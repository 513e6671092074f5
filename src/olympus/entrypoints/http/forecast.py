"""Forecasts over HTTP: what comes next, and how sure that is."""

from typing import Annotated, Any, cast

from litestar import MediaType, Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter, SkipValidation

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.forecast_request import (
    GRANULARITIES,
    MOST_PERIODS,
    USUAL_PERIODS,
    forecast_request,
)
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.dashboard import TenantInPath
from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.http.forecast_example import EXAMPLE
from olympus.entrypoints.http.forecast_out import ForecastOut, forecast_out
from olympus.entrypoints.http.kept_answers import wanted_freshness
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.ports.clock import Clock
from olympus.use_cases.answer_expiry import MOVING
from olympus.use_cases.forecast_metric import ForecastMetric
from olympus.use_cases.fresh_answers import FreshAnswers, WorkedOut, question_about

MetricName = Annotated[
    str, QueryParameter(description="A metric of the catalogue.", examples=[Example(value="revenue")])
]
GranularityName = Annotated[
    str | None,
    QueryParameter(
        description=f"How long the units are: {', '.join(GRANULARITIES)}. Default: {Granularity.DAY}.",
        examples=[Example(value="day")],
    ),
]
Periods = Annotated[
    int,
    QueryParameter(
        description=f"How many units, the running one included: 1 to {MOST_PERIODS}.", examples=[Example(value=14)]
    ),
]
Location = Annotated[str | None, QueryParameter(description="Only what will happen at this location.")]
Product = Annotated[str | None, QueryParameter(description="Only this product.")]
Channel = Annotated[str | None, QueryParameter(description="Only this channel.")]


@get(
    "/{tenant_id:str}",
    operation_id="forecast",
    summary="What comes next",
    operation_class=documented(answer=EXAMPLE),
    response_description="The points with their intervals, the nearest first.",
    responses=problems(400, 403, 404, 503),
)
async def forecast_of_tenant(
    request: Request[Any, Any, Any],
    *,
    forecast_metric: NamedDependency[ForecastMetric],
    fresh_answers: NamedDependency[SkipValidation[FreshAnswers]],
    clock: NamedDependency[SkipValidation[Clock]],
    tenant_id: TenantInPath,
    metric: MetricName = "revenue",
    granularity: GranularityName = None,
    periods: Periods = USUAL_PERIODS,
    location_id: Location = None,
    product_id: Product = None,
    channel: Channel = None,
) -> Response[ForecastOut]:
    """A metric continued from its own history, in the tenant's calendar, with intervals at 80 and 95 %, the errors
    that the same methods would have made lately, and what they are. The first point is the whole of the unit that
    is running. Weeks and months of what adds up are the sums of their days. Each forecast is kept, to be held
    against what happens.
    """
    chosen = {Dimension.LOCATION: location_id, Dimension.PRODUCT: product_id, Dimension.CHANNEL: channel}
    asked = forecast_request(
        metric,
        granularity=granularity,
        periods=periods,
        filters=[(dimension, "=", value) for dimension, value in chosen.items() if value],
    )
    tenant = parse_tenant_id(tenant_id)

    async def work() -> WorkedOut:
        until = clock.now() + MOVING
        return WorkedOut(exact_json(forecast_out(await forecast_metric(tenant, asked))), until)

    words = repr((metric, granularity, periods, *chosen.values()))
    answer = await fresh_answers(question_about(tenant, "forecast", words), work, wanted_freshness(request))
    return Response(cast("ForecastOut", answer.body), media_type=MediaType.JSON)


forecast_routes = Router(
    "/api/analytics/forecast",
    route_handlers=[forecast_of_tenant],
    guards=[own_tenant_only],
    tags=["Forecasts"],
)
