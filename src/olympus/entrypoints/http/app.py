"""The HTTP API: every route, and what holds for all of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide

from olympus.composition import Container, running
from olympus.entrypoints.exporting import exporting
from olympus.entrypoints.http.action_answers import ActionAnswers
from olympus.entrypoints.http.admission import Admission
from olympus.entrypoints.http.anomalies import anomaly_routes
from olympus.entrypoints.http.cohorts import cohort_routes
from olympus.entrypoints.http.dashboard import dashboard_routes
from olympus.entrypoints.http.dashboard_answers import DashboardAnswers
from olympus.entrypoints.http.dashboard_page import dashboard_page_routes
from olympus.entrypoints.http.dead_letters import dead_letter_routes
from olympus.entrypoints.http.docs import api_reference
from olympus.entrypoints.http.events import event_routes
from olympus.entrypoints.http.exact_json import ExactJson, ExactNumbers
from olympus.entrypoints.http.export import export_routes
from olympus.entrypoints.http.forecast import forecast_routes
from olympus.entrypoints.http.health import health_routes, live
from olympus.entrypoints.http.inventory import inventory_routes
from olympus.entrypoints.http.kept_answers import AS_IT_IS, give_again
from olympus.entrypoints.http.live import live_routes
from olympus.entrypoints.http.metric_summary import metric_summary_routes
from olympus.entrypoints.http.metrics import metrics
from olympus.entrypoints.http.problems import answer_with_problem
from olympus.entrypoints.http.query import query_routes
from olympus.entrypoints.http.questions import question_routes
from olympus.entrypoints.http.recommendations import recommendation_routes
from olympus.entrypoints.http.request_id import echo_request_id
from olympus.entrypoints.http.request_times import time_requests
from olympus.entrypoints.http.segments import segment_routes
from olympus.entrypoints.http.tenant_settings import tenant_routes
from olympus.entrypoints.http.webhooks import webhook_routes
from olympus.ports.request_meter import RequestMeter
from olympus.settings import Settings
from olympus.use_cases.fresh_answers import FreshAnswers

REQUEST_LIMIT_BYTES = 10 * 1024 * 1024
"""The largest body that is taken in one request."""

_WORTH_COMPRESSING_BYTES = 4 * 1024
_FAST = 4

_FROM_THE_CONTAINER = (
    "ask_question",
    "accept_events",
    "answer_query",
    "build_dashboard",
    "change_settings",
    "check_health",
    "clock",
    "dead_letters",
    "decoder",
    "find_anomalies",
    "follow_cohorts",
    "forecast_metric",
    "fresh_answers",
    "known_versions",
    "measure_backlog",
    "message_formats",
    "recommend_items",
    "replay_dead_letters",
    "segment_customers",
    "settings",
    "summarise_metric",
    "telemetry",
    "tenants",
    "webhooks",
)

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def create_app(settings: Settings) -> Litestar:
    """The API with connections of its own, opened when it starts and closed when it stops."""

    @asynccontextmanager
    async def connected(app: Litestar) -> AsyncIterator[None]:
        async with running(settings) as container, exporting(container):
            app.state.container = container
            yield

    return _application([connected, _versions_kept_known], settings)


def app_on(container: Container) -> Litestar:
    """The API on a container that somebody else runs, beside other work in the same process."""
    app = _application([_versions_kept_known], container.settings())
    app.state.container = container
    return app


def watch_app_on(container: Container) -> Litestar:
    """What a process without the API answers to those who watch it: its figures, and that it lives."""
    return Litestar(
        [metrics, live],
        state=State({"container": container}),
        dependencies={name: _provided(name) for name in ("measure_backlog", "telemetry")},
        exception_handlers={Exception: answer_with_problem},
        before_send=[echo_request_id],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _application(lifespan: list[Lifespan], settings: Settings) -> Litestar:
    app = Litestar(
        [
            dashboard_routes,
            query_routes,
            metric_summary_routes,
            export_routes,
            question_routes,
            forecast_routes,
            cohort_routes,
            segment_routes,
            recommendation_routes,
            inventory_routes,
            anomaly_routes,
            event_routes,
            tenant_routes,
            dead_letter_routes,
            webhook_routes,
            live_routes,
            health_routes,
            dashboard_page_routes,
            metrics,
        ],
        lifespan=lifespan,
        dependencies={
            **{name: _provided(name) for name in _FROM_THE_CONTAINER},
            "action_answers": Provide(_action_answers, sync_to_thread=False),
            "dashboard_answers": Provide(_dashboard_answers, sync_to_thread=False),
        },
        exception_handlers={Exception: answer_with_problem},
        middleware=[Admission(settings.request_memory, largest_body=REQUEST_LIMIT_BYTES)],
        before_send=[echo_request_id],
        request_max_body_size=REQUEST_LIMIT_BYTES,
        response_class=ExactJson,
        compression_config=CompressionConfig(
            backend="gzip",
            minimum_size=_WORTH_COMPRESSING_BYTES,
            gzip_compress_level=_FAST,
            exclude_opt_key=AS_IT_IS,
        ),
        openapi_config=api_reference(),
        plugins=[ExactNumbers()],
        logging_config=None,
        debug=False,
    )

    def meter() -> RequestMeter:
        return cast("RequestMeter", app.state.container.request_meter())

    def answers() -> FreshAnswers:
        return cast("FreshAnswers", app.state.container.fresh_answers())

    return time_requests(give_again(app, answers), meter)


@asynccontextmanager
async def _versions_kept_known(app: Litestar) -> AsyncIterator[None]:
    """What changes is heard of as long as requests are answered."""
    container = app.state.container
    keeping = {
        asyncio.create_task(container.keep_versions_known().run()),
        asyncio.create_task(container.hear_anomalies().run()),
    }
    try:
        yield
    finally:
        for each in keeping:
            each.cancel()
        await asyncio.wait(keeping)


def _action_answers(state: State) -> ActionAnswers:
    container = state.container
    return ActionAnswers(
        container.fresh_answers(),
        container.recommend_actions(),
        container.forecast_inventory(),
        container.clock(),
    )


def _dashboard_answers(state: State) -> DashboardAnswers:
    return DashboardAnswers(state.container.fresh_answers(), state.container.build_dashboard())


def _provided(name: str) -> Provide:
    def from_container(state: State) -> Any:
        return getattr(state.container, name)()

    return Provide(from_container, sync_to_thread=False)
