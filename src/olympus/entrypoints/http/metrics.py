"""The figures of this process, for Prometheus and its like."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from olympus.ports.telemetry import Telemetry
from olympus.use_cases.measure_backlog import MeasureBacklog


@get("/metrics", include_in_schema=False)
async def metrics(
    request: Request[Any, Any, Any],
    telemetry: NamedDependency[SkipValidation[Telemetry]],
    measure_backlog: NamedDependency[SkipValidation[MeasureBacklog]],
) -> Response[bytes]:
    """Everything that is counted here, and what waits on the stream at this moment."""
    await measure_backlog()
    shown = telemetry.exposition(request.headers.get("Accept", ""))
    # as a header: Litestar adds a character set to media types of text, also where they name theirs
    return Response(shown.body, headers={"Content-Type": shown.media_type, "Cache-Control": "no-store"})
