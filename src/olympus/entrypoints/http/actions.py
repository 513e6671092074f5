"""Recommended actions at two addresses: one names the tenant in its path, the other in its query."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter, SkipValidation

from olympus.domain.actions.request import MOST_ACTIONS, USUAL_ACTIONS, USUAL_TIMEFRAME, ActionsRequest
from olympus.domain.errors import OlympusError
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.action_answers import ActionAnswers
from olympus.entrypoints.http.actions_out import EXAMPLE, ActionsOut
from olympus.entrypoints.http.dashboard import UNCHANGED, End, Location, Start, TenantInPath, TenantInQuery
from olympus.entrypoints.http.kept_answers import AS_IT_IS, ReadyAnswer, wanted_freshness
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.problems import problems

_USUAL = ReplenishmentPolicy()

Timeframe = Annotated[
    str | None,
    QueryParameter(
        description=f"The trade to be looked at, by any name of a timeframe; at least four weeks are. Default: "
        f"`{USUAL_TIMEFRAME}`, or `custom` where a start or an end is given.",
        examples=[Example(value="last_90_days")],
    ),
]
Limit = Annotated[
    int, QueryParameter(description=f"How many actions at most: 1 to {MOST_ACTIONS}.", examples=[Example(value=5)])
]
LeadTime = Annotated[
    int, QueryParameter(description="Days from an order to its arrival: 0 to 365.", examples=[Example(value=3)])
]
ServiceLevel = Annotated[
    float,
    QueryParameter(
        description="The probability that stock lasts until the delivery comes: 0.5 to 0.9999.",
        examples=[Example(value=0.98)],
    ),
]
Review = Annotated[
    int,
    QueryParameter(
        description="Days from one time of ordering to the next: 1 to 365.", examples=[Example(value=7)]
    ),
]


@get(
    "/{tenant_id:str}",
    operation_id="actions",
    summary="What a business should do next",
    operation_class=documented(answer=EXAMPLE),
    response_description="The actions, the most valuable first.",
    responses={304: UNCHANGED} | problems(400, 403, 503),
    opt={AS_IT_IS: True},
)
async def actions_of_tenant(
    *,
    action_answers: NamedDependency[SkipValidation[ActionAnswers]],
    request: Request[Any, Any, Any],
    tenant_id: TenantInPath,
    timeframe: Timeframe = None,
    start: Start = None,
    end: End = None,
    location_id: Location = None,
    limit: Limit = USUAL_ACTIONS,
    lead_time_days: LeadTime = _USUAL.lead_time_days,
    service_level: ServiceLevel = _USUAL.service_level,
    review_days: Review = _USUAL.review_days,
) -> Response[ActionsOut]:
    """Products to reorder before they run out, slow movers and overstock, peak and quiet hours of the coming week,
    payments that fail unusually, good customers who stay away, products to offer together. Each with the figures
    that led to it and what it is worth, with the assumption made; none without evidence. The timeframe says which
    trade is looked at; stock and forecasts are as of now.
    """
    asked = ActionsRequest(
        timeframe=timeframe or None,
        start=start or None,
        end=end or None,
        location_id=location_id or None,
        limit=limit,
        policy=ReplenishmentPolicy(lead_time_days, service_level, review_days),
    )
    answer = await action_answers.actions(parse_tenant_id(tenant_id), asked, wanted_freshness(request))
    return ReadyAnswer(request, *answer)


@get(
    operation_id="actionsByQuery",
    summary="What a business should do next, the tenant named in the query",
    operation_class=documented(answer=EXAMPLE),
    response_description="The actions, the most valuable first.",
    responses={304: UNCHANGED} | problems(400, 403, 503),
    opt={AS_IT_IS: True},
)
async def actions_by_query(
    *,
    action_answers: NamedDependency[SkipValidation[ActionAnswers]],
    request: Request[Any, Any, Any],
    tenant_id: TenantInQuery,
    timeframe: Timeframe = None,
    date_range: Timeframe = None,
    location_id: Location = None,
    limit: Limit = USUAL_ACTIONS,
) -> Response[ActionsOut]:
    """The same answer for callers that name the tenant and the timeframe in other words."""
    asked = ActionsRequest(timeframe=date_range or timeframe or None, location_id=location_id or None, limit=limit)
    try:
        answer = await action_answers.actions(parse_tenant_id(tenant_id), asked, wanted_freshness(request))
    except OlympusError as error:
        if error.field == "timeframe" and date_range:
            error.field = "date_range"
        raise
    return ReadyAnswer(request, *answer)
