"""How many bytes a query reads: the emulator says none and bounds nothing, so a test says it.

The real service reports a query beyond its bound as the error of the job, with
the same reason; the client then raises InternalServerError. Here the request
for the job is refused, and the client raises BadRequest: a caller does well to
go by the reason in `errors`.
"""

import json
from typing import Any

from tests.bigquery.faults import Refusal
from tests.bigquery.http_messages import Request, Response


def refusal_of(request: Request, bytes_processed: int) -> Refusal | None:
    """The error of a query that may not bill as much as it reads; None for all other requests."""
    bound = _query(request).get("maximumBytesBilled")
    if bound is None or int(bound) >= bytes_processed:
        return None
    message = f"Query exceeded limit for bytes billed: {bound}. {bytes_processed} or higher required."
    return Refusal(400, "bytesBilledLimitExceeded", message, "INVALID_ARGUMENT")


def with_bytes_processed(request: Request, response: Response, bytes_processed: int) -> Response:
    """The answer with this figure, if the request was a dry run."""
    answer = response.json()
    if not _is_dry_run(request) or not isinstance(answer, dict) or "error" in answer:
        return response
    _set_bytes(answer, str(bytes_processed))
    return response.with_body(json.dumps(answer).encode())


def _set_bytes(answer: dict[str, Any], figure: str) -> None:
    """Answers are jobs (jobs.insert) or results (jobs.query)."""
    if (statistics := answer.get("statistics")) is None:
        answer["totalBytesProcessed"] = figure
        return
    statistics["totalBytesProcessed"] = figure
    statistics.setdefault("query", {})["totalBytesProcessed"] = figure


def _query(request: Request) -> dict[str, Any]:
    """What asks for a query, whether it came as a job's configuration or by itself."""
    content = _content(request)
    query: dict[str, Any] = content.get("configuration", {}).get("query", {}) or content
    return query


def _is_dry_run(request: Request) -> bool:
    content = _content(request)
    return bool(content.get("configuration", content).get("dryRun"))


def _content(request: Request) -> dict[str, Any]:
    if request.method != "POST" or request.header("content-type") != "application/json":
        return {}
    content = request.json()
    return content if isinstance(content, dict) else {}
