"""Questions in plain words, and what could be asked."""

from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter, SkipValidation
from msgspec import Meta, Struct

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import HEADER, check_own_tenant, own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.entrypoints.http.questions_example import REPLY
from olympus.entrypoints.http.reply_out import ReplyOut, reply_out
from olympus.use_cases.ask_question import LONGEST_QUESTION, AskedQuestion, AskQuestion

_USER = "X-User-ID"
_LONGEST_ID = 128


class QuestionIn(Struct, kw_only=True, forbid_unknown_fields=True):
    """A question in English."""

    query: Annotated[
        str,
        Meta(description=f"The question, of 1 to {LONGEST_QUESTION} characters.", examples=["revenue last week"]),
    ]
    tenant_id: Annotated[
        str | None, Meta(description=f"Whose figures. Without it that of {HEADER}.", examples=["demo-pizza"])
    ] = None
    session_id: Annotated[
        Annotated[str, Meta(max_length=_LONGEST_ID)] | None,
        Meta(description="The conversation that it goes on with: send what the last answer had."),
    ] = None
    timezone: Annotated[str | None, Meta(description="An IANA time zone in place of the tenant's own.")] = None


class SuggestionsOut(Struct):
    """Questions that can be asked as they stand."""

    suggestions: list[str]


@post(
    "/query",
    operation_id="ask",
    summary="Ask in plain words",
    operation_class=documented(
        answer=REPLY, body_example={"query": "revenue by category last week", "tenant_id": "demo-pizza"}
    ),
    response_description="How the question was read, and the answer.",
    responses=problems(400, 403, 503),
    status_code=200,
)
async def ask(
    request: Request[Any, Any, Any],
    *,
    ask_question: NamedDependency[SkipValidation[AskQuestion]],
    data: JSONBody[QuestionIn],
) -> ReplyOut:
    """Reads a question, answers it with exact figures, and says how it was read: every phrase that was understood,
    what was assumed, and what has to be asked back. What the events tell nothing about is `unknown`, and why.
    """
    tenant_id = data.tenant_id or request.headers.get(HEADER)
    if not tenant_id:
        raise NoTenant
    check_own_tenant(request.headers, tenant_id)
    session_id = data.session_id or str(uuid4())
    asked = AskedQuestion(
        tenant_id=parse_tenant_id(tenant_id),
        text=data.query,
        user_id=request.headers.get(_USER, ""),
        session_id=session_id,
        time_zone=data.timezone,
    )
    try:
        return reply_out(await ask_question(asked), session_id)
    except OlympusError as error:
        error.field = {"time_zone": "timezone"}.get(error.field or "", error.field)
        raise


@get(
    "/suggestions",
    operation_id="suggestions",
    summary="Suggest questions while one types",
    guards=[own_tenant_only],
    operation_class=documented(answer={"suggestions": ["average order value this month"]}),
    response_description="A few questions, the likeliest first.",
    responses=problems(400, 403, 503),
)
async def suggest(
    *,
    ask_question: NamedDependency[SkipValidation[AskQuestion]],
    tenant_id: Annotated[str, QueryParameter(description="Whose figures.")],
    partial_text: Annotated[
        str, QueryParameter(description="What is typed so far.", max_length=LONGEST_QUESTION)
    ] = "",
) -> SuggestionsOut:
    """Questions that go on from what is typed: what this tenant asked lately, the catalogue, its own values."""
    return SuggestionsOut(list(await ask_question.suggest(parse_tenant_id(tenant_id), partial_text)))


class NoTenant(OlympusError):
    """A question about nobody."""

    def __init__(self) -> None:
        super().__init__(f"Say whose figures: tenant_id, or the header {HEADER}.", field="tenant_id")


question_routes = Router("/api/analytics/nlp", route_handlers=[ask, suggest], tags=["Questions"])
