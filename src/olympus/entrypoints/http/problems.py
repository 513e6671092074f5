"""From whatever went wrong to an answer in the form of RFC 9457, with the one table of status codes."""

import logging
import re
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from msgspec import Meta, Struct

from olympus.domain.errors import OlympusError
from olympus.domain.events.rejection import EventRejected
from olympus.entrypoints.http.request_id import request_id_of
from olympus.ports.errors import SourceUnavailable

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER_SECONDS = 5
"""How long a caller is asked to wait when something that we need is away."""


class Code(StrEnum):
    """The stable words of the contract for what went wrong."""

    INVALID_REQUEST = "INVALID_REQUEST"
    UNAUTHORIZED = "UNAUTHORIZED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    RATE_LIMITED = "RATE_LIMITED"
    SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"
    TIMEOUT = "TIMEOUT"
    INTERNAL_ERROR = "INTERNAL_ERROR"


STATUS: Mapping[Code, int] = MappingProxyType(
    {
        Code.INVALID_REQUEST: 400,
        Code.UNAUTHORIZED: 401,
        Code.FORBIDDEN: 403,
        Code.NOT_FOUND: 404,
        Code.CONFLICT: 409,
        Code.RATE_LIMITED: 429,
        Code.INTERNAL_ERROR: 500,
        Code.SERVICE_UNAVAILABLE: 503,
        Code.TIMEOUT: 504,
    }
)
"""The one table of status codes. What HTTP itself refuses (405, 413, 415) keeps its status as INVALID_REQUEST."""

_CODE_BY_STATUS = {status: code for code, status in STATUS.items()}
_TITLES = {
    Code.INVALID_REQUEST: "The request cannot be met as it was put",
    Code.UNAUTHORIZED: "The request does not say who sends it",
    Code.FORBIDDEN: "The request reaches for what its sender may not see",
    Code.NOT_FOUND: "There is no such thing",
    Code.CONFLICT: "The request contradicts what is there",
    Code.RATE_LIMITED: "Too many requests",
    Code.INTERNAL_ERROR: "Something went wrong on our side",
    Code.SERVICE_UNAVAILABLE: "Something that is needed is away; try again",
    Code.TIMEOUT: "It took too long; try again",
}
_NAMED_FIELD = re.compile(
    r"(Object contains unknown field `|Object missing required field `|Missing required \w+ parameter ')"
    r"(?P<field>[^`']*)"
)
"""Where Litestar and msgspec say in words which field they mean."""


_BROKEN_OFF = "client disconnected prematurely"
"""Litestar's words for a body that does not come; it takes that for a fault of the server."""


class Problem(Struct, kw_only=True):
    """What went wrong with a request, after RFC 9457."""

    type: Annotated[str, Meta(description="Always `about:blank`: the code says all there is.")] = "about:blank"
    title: Annotated[str, Meta(description="What the code means.")]
    status: Annotated[int, Meta(description="The HTTP status.")]
    code: Annotated[Code, Meta(description="A stable word that programs may rely on.")]
    detail: Annotated[str, Meta(description="What is wrong here, for people; the wording may change.")]
    field: Annotated[str | None, Meta(description="The parameter or the field of the body at fault.")] = None
    request_id: Annotated[str, Meta(description="The `X-Request-ID` of the request.")]


def answer_with_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The answer for an error that ended a request. What is our own fault is logged and not told."""
    code, status, detail, field = _told(error)
    request_id = request_id_of(request.scope)
    if status == STATUS[Code.INTERNAL_ERROR]:
        logger.error("request %s failed: %s %s", request_id, request.method, request.url.path, exc_info=error)
    elif status == STATUS[Code.SERVICE_UNAVAILABLE]:
        logger.warning("request %s could not be met: %s", request_id, error)
    problem = Problem(
        title=_TITLES[code], status=status, code=code, detail=detail, field=field, request_id=request_id
    )
    return Response(problem, status_code=status, media_type=MEDIA_TYPE, headers=_headers(error, status))


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """How the problems that an operation may answer with are documented; an internal error always may."""
    return {status: _documented(status) for status in (*statuses, STATUS[Code.INTERNAL_ERROR])}


def _told(error: Exception) -> tuple[Code, int, str, str | None]:
    """Code, status, detail and field of an error."""
    match error:
        case OlympusError():
            code = Code(error.code)
            return code, STATUS[code], str(error), error.field
        case EventRejected():
            return Code.INVALID_REQUEST, STATUS[Code.INVALID_REQUEST], _sentence(error.detail), error.field
        case SourceUnavailable():
            code = Code.SERVICE_UNAVAILABLE
            return code, STATUS[code], _sentence(f"{error.source} cannot be reached; try again"), None
        case TimeoutError():
            return Code.TIMEOUT, STATUS[Code.TIMEOUT], "It took too long; try again.", None
        case HTTPException(detail=detail, status_code=status) if (
            status < STATUS[Code.INTERNAL_ERROR] or detail == _BROKEN_OFF
        ):
            return _told_by_http(error)
        case _:
            return Code.INTERNAL_ERROR, STATUS[Code.INTERNAL_ERROR], "The request failed; it is logged.", None


def _told_by_http(error: HTTPException) -> tuple[Code, int, str, str | None]:
    """What Litestar found wrong: a path, a method, a parameter, a body."""
    status = STATUS[Code.INVALID_REQUEST] if error.detail == _BROKEN_OFF else error.status_code
    code = _code_of(status)
    found = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    detail = str(found.get("message", _SENTENCES.get(status, error.detail)))
    named = _NAMED_FIELD.search(detail)
    path = [str(found.get("key", "")).removeprefix("data"), named["field"] if named else ""]
    return code, status, _sentence(detail), ".".join(part for part in path if part) or None


_SENTENCES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this path.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This path does not know this method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than is taken in one request; send it in parts.",
}
"""For what Litestar has only the name of the status."""


def _headers(error: Exception, status: int) -> dict[str, str]:
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status in (STATUS[Code.SERVICE_UNAVAILABLE], STATUS[Code.RATE_LIMITED]):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return headers


def _sentence(text: str) -> str:
    """Capital first, full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _documented(status: int) -> ResponseSpec:
    code = _code_of(status)
    example = Problem(
        title=_TITLES[code],
        status=status,
        code=code,
        detail=_SENTENCES.get(status, _EXAMPLES.get(status, f"{_TITLES[code]}.")),
        field="timeframe" if status == STATUS[Code.INVALID_REQUEST] else None,
        request_id="0e8fe35c-55a9-4bd4-9c6b-5f1dc52c9b3b",
    )
    return ResponseSpec(
        Problem,
        generate_examples=False,
        description=f"{_TITLES[code]}.",
        media_type=MEDIA_TYPE,
        examples=[Example(value=example, summary=code.value)],
    )


def _code_of(status: int) -> Code:
    return _CODE_BY_STATUS.get(status, Code.INVALID_REQUEST)


_EXAMPLES = {
    STATUS[Code.INVALID_REQUEST]: "There is no timeframe called 'this_wek'. Did you mean this_week?",
    STATUS[Code.FORBIDDEN]: "X-Tenant-ID names another tenant than the request.",
    STATUS[Code.CONFLICT]: "It is still refused: `order_id` must be there.",
    STATUS[Code.RATE_LIMITED]: "More events of this tenant wait than is good; send them again later.",
    STATUS[Code.SERVICE_UNAVAILABLE]: "The database cannot be reached; try again.",
    STATUS[Code.INTERNAL_ERROR]: "The request failed; it is logged.",
}
