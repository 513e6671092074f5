"""The dashboard's two addresses: one names the tenant in its path, the other in its query."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter, SkipValidation

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.timeframe_names import ALIASES, TIMEFRAMES
from olympus.domain.errors import OlympusError
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.dashboard_answers import DashboardAnswers
from olympus.entrypoints.http.dashboard_example import EXAMPLE
from olympus.entrypoints.http.dashboard_out import DashboardOut
from olympus.entrypoints.http.kept_answers import AS_IT_IS, ReadyAnswer, wanted_freshness
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.build_dashboard import DashboardRequest

DEFAULT_TIMEFRAME = "this_week"
"""What is shown to who names no timeframe: long enough to see something, short enough to act on."""

_TIMEFRAMES = (
    f"A name ({', '.join(TIMEFRAMES)}), a short name ({', '.join(ALIASES)}), or `custom` with a start and an "
    f"end. Without a name: `custom` where a start or an end is given, else `{DEFAULT_TIMEFRAME}`."
)
_BOUND = "A date (whole day) or a date-time; without an offset it is local time. Only with `custom`."

TenantInPath = Annotated[
    str,
    PathParameter(
        description="Whose figures: 1 to 64 letters, digits, dots, underscores or hyphens.",
        examples=[Example(value="demo-pizza")],
    ),
]
TenantInQuery = Annotated[
    str, QueryParameter(description="Whose figures.", required=True, examples=[Example(value="demo-pizza")])
]
TimeframeName = Annotated[
    str | None, QueryParameter(description=_TIMEFRAMES, examples=[Example(value="this_week")])
]
Start = Annotated[
    str | None, QueryParameter(description=f"First day. {_BOUND}", examples=[Example(value="2026-03-01")])
]
End = Annotated[
    str | None,
    QueryParameter(
        description=f"Last day, included; a date-time is excluded. {_BOUND}",
        examples=[Example(value="2026-03-31")],
    ),
]
Location = Annotated[str | None, QueryParameter(description="Only what happened at this location.")]
ComparedWith = Annotated[
    str | None,
    QueryParameter(
        description=(
            f"What the figures are set beside: {', '.join(Comparison)}. Default: {Comparison.PREVIOUS_PERIOD}. A "
            "period that is still running is compared with the same elapsed part of the earlier one."
        ),
        examples=[Example(value="previous_year")],
    ),
]
TimeZoneName = Annotated[
    str | None,
    QueryParameter(
        description="An IANA time zone to use in place of the tenant's own.",
        examples=[Example(value="Europe/Rome")],
    ),
]

_PROBLEMS = problems(400, 403, 503)
UNCHANGED = ResponseSpec(
    None, generate_examples=False, description="What `If-None-Match` names is what would be answered."
)


@get(
    "/{tenant_id:str}",
    operation_id="dashboard",
    summary="A tenant's dashboard",
    operation_class=documented(answer=EXAMPLE),
    response_description="The dashboard.",
    responses={304: UNCHANGED} | _PROBLEMS,
    opt={AS_IT_IS: True},
)
async def dashboard_of_tenant(
    *,
    dashboard_answers: NamedDependency[SkipValidation[DashboardAnswers]],
    request: Request[Any, Any, Any],
    tenant_id: TenantInPath,
    timeframe: TimeframeName = None,
    start: Start = None,
    end: End = None,
    location_id: Location = None,
    compare: ComparedWith = None,
    timezone: TimeZoneName = None,
) -> Response[DashboardOut]:
    """Every headline figure of a timeframe beside that of the earlier period, the best-selling products, a
    series for a chart, and what stands out. Figures of several currencies are never added up.
    """
    asked = dashboard_request(timeframe, start, end, location_id=location_id, compare=compare, timezone=timezone)
    try:
        return ReadyAnswer(
            request, *await dashboard_answers(parse_tenant_id(tenant_id), asked, wanted_freshness(request))
        )
    except OlympusError as error:
        raise _called(error, {"comparison": "compare", "time_zone": "timezone"}) from None


@get(
    operation_id="dashboardByQuery",
    summary="A tenant's dashboard, the tenant named in the query",
    operation_class=documented(answer=EXAMPLE),
    response_description="The dashboard.",
    responses={304: UNCHANGED} | _PROBLEMS,
    opt={AS_IT_IS: True},
)
async def dashboard_by_query(
    *,
    dashboard_answers: NamedDependency[SkipValidation[DashboardAnswers]],
    request: Request[Any, Any, Any],
    tenant_id: TenantInQuery,
    date_range: TimeframeName = None,
    from_date: Start = None,
    to_date: End = None,
    location_id: Location = None,
    compare: ComparedWith = None,
    timezone: TimeZoneName = None,
) -> Response[DashboardOut]:
    """The same answer for callers that name the tenant and the timeframe in other words."""
    asked = dashboard_request(
        date_range, from_date, to_date, location_id=location_id, compare=compare, timezone=timezone
    )
    try:
        return ReadyAnswer(
            request, *await dashboard_answers(parse_tenant_id(tenant_id), asked, wanted_freshness(request))
        )
    except OlympusError as error:
        raise _called(error, _WORDS_OF_THE_QUERY) from None


_WORDS_OF_THE_QUERY = {
    "timeframe": "date_range",
    "start": "from_date",
    "end": "to_date",
    "comparison": "compare",
    "time_zone": "timezone",
}


def dashboard_request(
    timeframe: str | None,
    start: str | None,
    end: str | None,
    *,
    location_id: str | None,
    compare: str | None,
    timezone: str | None,
) -> DashboardRequest:
    """An empty parameter counts as absent."""
    return DashboardRequest(
        timeframe=timeframe or (None if start or end else DEFAULT_TIMEFRAME),
        start=start or None,
        end=end or None,
        compare=compare or Comparison.PREVIOUS_PERIOD,
        location_id=location_id or None,
        time_zone=timezone or None,
    )


def _called(error: OlympusError, words: dict[str, str]) -> OlympusError:
    """The same error, its field called as the caller called it."""
    error.field = words.get(error.field or "", error.field)
    return error


dashboard_routes = Router(
    "/api/analytics/dashboard",
    route_handlers=[dashboard_of_tenant, dashboard_by_query],
    guards=[own_tenant_only],
    tags=["Dashboard"],
)
