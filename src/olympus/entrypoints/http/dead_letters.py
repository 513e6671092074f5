"""Messages that could not be taken as events: to look at, mend, replay and throw away."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Annotated

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.openapi.spec import Example, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import PathParameter, QueryParameter, RawBody, SkipValidation
from msgspec import Meta, Struct

from olympus.domain.errors import OlympusError, UnknownName
from olympus.domain.events.rejection import RejectionReason
from olympus.entrypoints.http.operations import body_of, documented
from olympus.entrypoints.http.own_tenant import operators_only
from olympus.entrypoints.http.problems import problems
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.event_stream import Intake
from olympus.use_cases.replay_dead_letters import ReplayDeadLetters


class DeadLetterOut(Struct):
    """A message that was set aside whole, with what a person needs to mend it."""

    letter_id: str
    reason: RejectionReason
    detail: Annotated[str, Meta(description="What is wrong with it, for people.")]
    field: Annotated[str | None, Meta(description="The field at fault.")]
    body: Annotated[str | None, Meta(description="The message, as text; null where it is none.")]
    body_base64: Annotated[str | None, Meta(description="The bytes of a message that is no text.")]
    intake: Annotated[Intake, Meta(description="The way by which it came.")]
    channel: str | None
    tenant_id: str | None
    first_at: datetime
    last_at: datetime
    attempts: Annotated[int, Meta(description="How often it has come.")]


class DeadLettersOut(Struct):
    """A page of dead letters, newest first."""

    dead_letters: list[DeadLetterOut]
    next_after: Annotated[str | None, Meta(description="Send this as `after` for the next page; null at the end.")]
    counts: Annotated[dict[str, int], Meta(description="How many there are in all, by reason.")]


class ReplayedOut(Struct):
    """The letter is on its way again, and gone from here."""

    letter_id: str
    replayed: bool


class PurgedOut(Struct):
    """How many letters were thrown away."""

    removed: int


class UnknownDeadLetter(OlympusError):
    """An id that no dead letter has, or no longer."""

    code = "NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no dead letter of this id, or no longer.", field="letter_id")


class StillRefused(OlympusError):
    """A letter sent again as it was, although what is wrong with it still is."""

    code = "CONFLICT"

    def __init__(self, detail: str, field: str | None) -> None:
        super().__init__(f"It is still refused: {detail}", field=field)


class PurgeOfEverything(OlympusError):
    """A purge that does not say of what."""

    def __init__(self) -> None:
        super().__init__("Say which letters to throw away: by reason, by before, or both.", field="reason")


ReasonName = Annotated[
    str | None,
    QueryParameter(
        description=f"Only letters with this reason: {', '.join(RejectionReason)}.",
        examples=[Example(value="missing_field")],
    ),
]
_EXAMPLE = DeadLetterOut(
    letter_id="35cbaab988a32c028fcdb3b6",
    reason=RejectionReason.MISSING_FIELD,
    detail="`payload.order_id` must be there",
    field="payload.order_id",
    body='{"name": "order.created", "tenant_id": "demo-pizza", "payload": {"total": "9.00"}}',
    body_base64=None,
    intake=Intake.HTTP,
    channel=None,
    tenant_id=None,
    first_at=datetime(2026, 3, 18, 12, 30, tzinfo=UTC),
    last_at=datetime(2026, 3, 18, 12, 30, tzinfo=UTC),
    attempts=1,
)
LetterId = Annotated[str, PathParameter(description="The id of a letter.")]
_READ_PROBLEMS = problems(400, 403, 503)
_ONE_PROBLEMS = problems(400, 403, 404, 503)


@get(
    "/",
    operation_id="deadLetters",
    summary="List dead letters",
    operation_class=documented(
        answer={"dead_letters": [_EXAMPLE], "next_after": None, "counts": {"missing_field": 1}}
    ),
    response_description="A page of letters.",
    responses=_READ_PROBLEMS,
)
async def list_dead_letters(
    dead_letters: NamedDependency[SkipValidation[DeadLetters]],
    reason: ReasonName = None,
    limit: Annotated[int, QueryParameter(ge=1, le=1000, description="How many at most, 1 to 1000.")] = 100,
    after: Annotated[
        str | None, QueryParameter(description="The last letter of the page before (`next_after`).")
    ] = None,
) -> DeadLettersOut:
    """Messages that could not be taken as events, newest first. Nothing is ever dropped without standing here."""
    letters = await dead_letters.page(reason=_reason(reason), limit=limit + 1, after=after or None)
    page = letters[:limit]
    counts = await dead_letters.count()
    return DeadLettersOut(
        [_letter(letter) for letter in page],
        next_after=page[-1].letter_id if len(letters) > limit else None,
        counts={reason.value: count for reason, count in counts.items()},
    )


@get(
    "/{letter_id:str}",
    operation_id="deadLetter",
    summary="Look at a dead letter",
    operation_class=documented(answer=_EXAMPLE),
    response_description="The letter.",
    responses=_ONE_PROBLEMS,
)
async def show_dead_letter(
    dead_letters: NamedDependency[SkipValidation[DeadLetters]], letter_id: LetterId
) -> DeadLetterOut:
    """The message as it came, and why it was refused."""
    return _letter(await _found(dead_letters, letter_id))


@post(
    "/{letter_id:str}/replay",
    status_code=202,
    operation_id="replayDeadLetter",
    summary="Send a dead letter on its way again",
    response_description="It is durable on the stream.",
    operation_class=documented(
        answer={"letter_id": "35cbaab988a32c028fcdb3b6", "replayed": True},
        body=RequestBody(
            description="The mended message; without a body the letter is sent as it is.",
            content={
                "application/json": body_of(
                    Schema(type=OpenAPIType.OBJECT, description="An event of any shape."),
                    mended={"name": "order.created", "tenant_id": "demo-pizza", "payload": {"order_id": "o-1"}},
                )
            },
        ),
    ),
    responses=problems(400, 403, 404, 409, 503),
)
async def replay_dead_letter(
    body: RawBody,
    dead_letters: NamedDependency[SkipValidation[DeadLetters]],
    replay_dead_letters: NamedDependency[ReplayDeadLetters],
    letter_id: LetterId,
) -> ReplayedOut:
    """As it is, once the cause is gone, or mended. It leaves its place only after it is durable on the stream.
    A mended message that is still no event is refused with 400, an unmended one with 409.
    """
    letter = await _found(dead_letters, letter_id)
    mended = bytes(body) or None
    replayed = await replay_dead_letters([letter], mended=mended)
    for _, refusal in replayed.still_refused:
        raise refusal if mended else StillRefused(refusal.detail, refusal.field)
    return ReplayedOut(letter_id, replayed=True)


@delete(
    "/{letter_id:str}",
    operation_id="removeDeadLetter",
    summary="Throw a dead letter away",
    response_description="It is gone.",
    responses=_ONE_PROBLEMS,
)
async def remove_dead_letter(
    dead_letters: NamedDependency[SkipValidation[DeadLetters]], letter_id: LetterId
) -> None:
    """The message is gone for good."""
    if not await dead_letters.remove([letter_id]):
        raise UnknownDeadLetter


@delete(
    "/",
    status_code=200,
    operation_id="purgeDeadLetters",
    summary="Throw many dead letters away",
    operation_class=documented(answer={"removed": 12}),
    response_description="How many went.",
    responses=_READ_PROBLEMS,
)
async def purge_dead_letters(
    dead_letters: NamedDependency[SkipValidation[DeadLetters]],
    reason: ReasonName = None,
    before: Annotated[
        datetime | None,
        QueryParameter(
            description="Only letters last seen before this instant.",
            examples=[Example(value="2026-03-01T00:00:00Z")],
        ),
    ] = None,
) -> PurgedOut:
    """All letters with a reason, all that are old enough, or those that are both; one of the two must be said."""
    if not reason and before is None:
        raise PurgeOfEverything
    if before is not None and before.tzinfo is None:
        before = before.replace(tzinfo=UTC)
    return PurgedOut(await dead_letters.purge(reason=_reason(reason), before=before))


async def _found(dead_letters: DeadLetters, letter_id: str) -> DeadLetter:
    letter = await dead_letters.get(letter_id)
    if letter is None:
        raise UnknownDeadLetter
    return letter


def _reason(name: str | None) -> RejectionReason | None:
    if not name:
        return None
    try:
        return RejectionReason(name)
    except ValueError:
        raise UnknownName("reason", name, RejectionReason, field="reason") from None


def _letter(letter: DeadLetter) -> DeadLetterOut:
    text = _text(letter.body)
    return DeadLetterOut(
        letter_id=letter.letter_id,
        reason=letter.reason,
        detail=letter.detail,
        field=letter.field,
        body=text,
        body_base64=b64encode(letter.body).decode() if text is None else None,
        intake=letter.intake,
        channel=letter.channel,
        tenant_id=letter.tenant_id,
        first_at=letter.first_at,
        last_at=letter.last_at,
        attempts=letter.attempts,
    )


def _text(body: bytes) -> str | None:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


dead_letter_routes = Router(
    "/api/analytics/dead-letters",
    route_handlers=[
        list_dead_letters,
        show_dead_letter,
        replay_dead_letter,
        remove_dead_letter,
        purge_dead_letters,
    ],
    guards=[operators_only],
    tags=["Dead letters"],
)
