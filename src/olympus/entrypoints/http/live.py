"""A tenant's figures as they change: server-sent events."""

from typing import Annotated

from litestar import Litestar, Router, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import HeaderParameter, QueryParameter, SkipValidation
from litestar.response import Stream

from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.dashboard import (
    ComparedWith,
    End,
    Location,
    Start,
    TenantInPath,
    TimeframeName,
    TimeZoneName,
    dashboard_request,
)
from olympus.entrypoints.http.dashboard_answers import DashboardAnswers
from olympus.entrypoints.http.kept_answers import AS_IT_IS
from olympus.entrypoints.http.live_stream import LiveStream
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.ports.clock import Clock
from olympus.use_cases.known_versions import KnownVersions

MEDIA_TYPE = "text/event-stream"

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # or nginx would hold events back until it has many
}
_EVENTS = Schema(
    type=OpenAPIType.STRING,
    description="Events `change` with `tenant_id`, `version` and `at` (when it was told), `dashboard`, and "
    "`anomaly` with what is new and odd. A comment every 15 seconds keeps the line open.",
)
_EXAMPLE = (
    "retry: 2000\n\n"
    'event: change\ndata: {"tenant_id":"demo-pizza","version":1773835200000000,"at":"2026-03-18T12:00:00Z"}\n\n'
    "id: 1773835200000000\n\n"
)

Figures = Annotated[
    bool,
    QueryParameter(description="Whether the dashboard comes along; so it does where a parameter of it is given."),
]
LastEventId = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID",
        description="The `id` that was seen last, as browsers send it by themselves: what changed since is told "
        "at once.",
    ),
]


@get(
    "/{tenant_id:str}",
    operation_id="liveFigures",
    summary="A tenant's changes, as they happen",
    operation_class=documented(answer=_EXAMPLE, answer_schema=_EVENTS),
    response_description="Events without an end.",
    responses=problems(400, 403, 503),
    media_type=MEDIA_TYPE,
    opt={AS_IT_IS: True},
)
async def live_figures(
    *,
    dashboard_answers: NamedDependency[SkipValidation[DashboardAnswers]],
    known_versions: NamedDependency[SkipValidation[KnownVersions]],
    clock: NamedDependency[SkipValidation[Clock]],
    tenant_id: TenantInPath,
    figures: Figures = False,
    timeframe: TimeframeName = None,
    start: Start = None,
    end: End = None,
    location_id: Location = None,
    compare: ComparedWith = None,
    timezone: TimeZoneName = None,
    last_event_id: LastEventId = None,
) -> Stream:
    """Server-sent events: `change` at once and then whenever the tenant's data or settings have changed, with
    the version that they have; after it `dashboard`, with the figures as the dashboard's address gives them,
    where they are asked for; `anomaly` for each that is new. Of many changes in a moment the last one is told,
    four times a second at most.
    """
    tenant = parse_tenant_id(tenant_id)
    asked = (timeframe, start, end, location_id, compare, timezone)
    request = dashboard_request(timeframe, start, end, location_id=location_id, compare=compare, timezone=timezone)
    wanted = request if figures or any(asked) else None
    await known_versions.current(tenant)
    if wanted:
        await dashboard_answers(tenant, wanted)  # what is wrong with it is told before the stream begins
    stream = LiveStream(known_versions, dashboard_answers, clock, tenant, wanted, last_event_id=last_event_id)
    return Stream(stream.chunks(), media_type=MEDIA_TYPE, headers=_HEADERS)


def end_streams(app: Litestar) -> None:
    """Let every open stream come to its end: those who listen connect again, to another process."""
    container = app.state.get("container")
    if container:
        container.known_versions().end_followings()


live_routes = Router(
    "/api/analytics/live", route_handlers=[live_figures], guards=[own_tenant_only], tags=["Dashboard"]
)
