"""How the service is, and everything that it depends on."""

import time
from functools import cache
from importlib.metadata import version
from typing import Annotated

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from msgspec import Meta, Struct

from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.problems import problems
from olympus.ports.component import Fact
from olympus.use_cases.check_health import CheckHealth, Health, HealthReport

SERVICE = "olympus-analytics"

_loaded_at = time.monotonic()

ComponentOut = dict[str, Fact]


class HealthOut(Struct, kw_only=True):
    """The health of the service, and of each component with what it says of itself."""

    status: Annotated[
        Health,
        Meta(
            description="`degraded` when anything is not as it should be, `down` when neither figures can be read "
            "nor events accepted."
        ),
    ]
    service: str = SERVICE
    version: str
    uptime_seconds: float
    redis: Annotated[
        ComponentOut,
        Meta(
            description="The durable stream: without it, events are not accepted.",
            examples=[{"status": "ok", "connected": True}],
        ),
    ]
    database: Annotated[
        ComponentOut,
        Meta(
            description="The record and the figures: without it, no figure can be read.",
            examples=[{"status": "ok", "connected": True, "migrated": True}],
        ),
    ]
    warehouse: Annotated[
        ComponentOut,
        Meta(
            description="What it runs on (`bigquery`, `duckdb` or `memory`), how far the export lags behind what "
            "is recorded, and why, where that is known. Figures do not depend on it.",
            examples=[
                {
                    "status": "ok",
                    "configured": True,
                    "kind": "duckdb",
                    "lag_events": 12,
                    "lag_seconds": 3.4,
                    "trouble": None,
                }
            ],
        ),
    ]
    language_model: Annotated[ComponentOut, Meta(examples=[{"status": "ok", "configured": False}])]
    worker: Annotated[
        ComponentOut,
        Meta(
            description="How far recording lags behind what has arrived.",
            examples=[{"status": "ok", "lag_seconds": 0.2, "entries": 12, "pending": 12}],
        ),
    ]


class StandingOut(Struct):
    """A word for machines that decide whether to send requests, or to start anew."""

    status: Health


_EXAMPLE = {
    "status": "degraded",
    "service": SERVICE,
    "version": "0.1.0",
    "uptime_seconds": 5412.073,
    "redis": {"status": "ok", "connected": True},
    "database": {"status": "down", "connected": False, "migrated": None},
    "warehouse": {
        "status": "ok",
        "configured": True,
        "kind": "duckdb",
        "lag_events": 12,
        "lag_seconds": 3.4,
        "trouble": None,
    },
    "language_model": {"status": "ok", "configured": False},
    "worker": {"status": "degraded", "lag_seconds": 75.2, "entries": 3210, "pending": 1000},
}


@get(
    "/",
    operation_id="health",
    summary="How the service and its components are",
    operation_class=documented(answer=_EXAMPLE),
    response_description="The health, also when it is bad.",
    responses=problems(),
)
async def health(check_health: NamedDependency[CheckHealth]) -> HealthOut:
    """Answers within a second, also when a component hangs. The status of the answer is 200 whatever it says:
    machines ask `live` and `ready`.
    """
    report = await check_health()
    return HealthOut(
        status=report.health,
        version=_version(),
        uptime_seconds=round(time.monotonic() - _loaded_at, 3),
        redis=_component(report, "redis"),
        database=_component(report, "database"),
        warehouse=_component(report, "warehouse"),
        language_model=_component(report, "language_model"),
        worker=_component(report, "worker"),
    )


@get(
    "/live",
    operation_id="live",
    summary="Whether the process works",
    operation_class=documented(answer={"status": "ok"}),
    response_description="It does.",
    responses=problems(),
)
async def live() -> StandingOut:
    """200 as long as the process can answer at all; when it cannot, start it anew."""
    return StandingOut(Health.OK)


@get(
    "/ready",
    operation_id="ready",
    summary="Whether requests can be met",
    operation_class=documented(answer={"status": "ok"}),
    response_description="They can.",
    responses=problems()
    | {
        503: ResponseSpec(
            StandingOut, generate_examples=False, description="Something essential is away; it is tried again."
        )
    },
)
async def ready(check_health: NamedDependency[CheckHealth]) -> Response[StandingOut]:
    """200 when both the database and the stream can be used, 503 when not."""
    report = await check_health()
    return Response(StandingOut(report.health), status_code=200 if report.is_ready else 503)


def _component(report: HealthReport, name: str) -> ComponentOut:
    component = report.components[name]
    return {"status": component.health.value, **component.facts}


@cache
def _version() -> str:
    return version(SERVICE)


health_routes = Router("/api/health", route_handlers=[health, live, ready], tags=["Health"])
