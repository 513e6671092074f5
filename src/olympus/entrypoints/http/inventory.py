"""Inventory forecasts over HTTP: a product's demand, and when and how much of it to reorder."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import PathParameter, SkipValidation

from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.action_answers import ActionAnswers
from olympus.entrypoints.http.actions import LeadTime, Review, ServiceLevel
from olympus.entrypoints.http.dashboard import UNCHANGED, Location, TenantInPath
from olympus.entrypoints.http.inventory_out import EXAMPLE, InventoryForecastOut
from olympus.entrypoints.http.kept_answers import AS_IT_IS, ReadyAnswer, wanted_freshness
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.forecast_inventory import InventoryRequest

_USUAL = ReplenishmentPolicy()

Product = Annotated[
    str, PathParameter(description="Which product, by its id.", examples=[Example(value="margherita")])
]


@get(
    "/{tenant_id:str}/forecast/{product_id:str}",
    operation_id="inventoryForecast",
    summary="A product's demand, and when and how much of it to reorder",
    operation_class=documented(answer=EXAMPLE),
    response_description="The forecast.",
    responses={304: UNCHANGED} | problems(400, 403, 404, 503),
    opt={AS_IT_IS: True},
)
async def inventory_forecast(
    *,
    action_answers: NamedDependency[SkipValidation[ActionAnswers]],
    request: Request[Any, Any, Any],
    tenant_id: TenantInPath,
    product_id: Product,
    location_id: Location = None,
    lead_time_days: LeadTime = _USUAL.lead_time_days,
    service_level: ServiceLevel = _USUAL.service_level,
    review_days: Review = _USUAL.review_days,
) -> Response[InventoryForecastOut]:
    """The demand of the next four weeks, or of as long as an order has to last, with its 80 % intervals; the day
    on which the stock falls to its reorder point; and the quantity that then lasts until the delivery after next.
    """
    asked = InventoryRequest(
        product_id, location_id or None, ReplenishmentPolicy(lead_time_days, service_level, review_days)
    )
    answer = await action_answers.inventory(parse_tenant_id(tenant_id), asked, wanted_freshness(request))
    return ReadyAnswer(request, *answer)


inventory_routes = Router(
    "/api/analytics/inventory",
    route_handlers=[inventory_forecast],
    guards=[own_tenant_only],
    tags=["Recommendations"],
)
