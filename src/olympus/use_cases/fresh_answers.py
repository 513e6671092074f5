"""Give an answer that was worked out before, as long as it is what would be worked out now."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.shared_answers import AnswerKey, SharedAnswer, SharedAnswers
from olympus.use_cases.answer_expiry import MOVING, SHARED
from olympus.use_cases.answer_shelf import Answer, AnswerShelf, Question
from olympus.use_cases.freshness import FRESH, Freshness
from olympus.use_cases.known_versions import KnownVersions
from olympus.use_cases.single_flight import SingleFlight

_WORTH_COMPRESSING_BYTES = 4 * 1024
_FAST = 4

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The bytes of an answer, and when it expires by the clock, if it does."""

    body: bytes
    until: datetime | None


Work = Callable[[], Awaitable[WorkedOut]]


def question_about(tenant_id: TenantId, *words: str) -> Question:
    """The question that these words put; they say everything that the answer depends on besides the data."""
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return Question(tenant_id, blake2b(text, digest_size=16).hexdigest())


class FreshAnswers:
    """Answers by the version of the tenant's data: in this process, then in the shared store, then by work.

    The version is known before the work begins, so that what is kept under it shows that much or more. An
    answer that is asked for by many at once is worked out once.
    """

    def __init__(self, known: KnownVersions, shelf: AnswerShelf, shared: SharedAnswers, clock: Clock) -> None:
        self._known = known
        self._shelf = shelf
        self._shared = shared
        self._clock = clock
        self._at_work: SingleFlight[tuple[Question, int], Answer] = SingleFlight()
        self._at_work_for_the_tolerant: SingleFlight[Question, Answer] = SingleFlight()
        self._sharing: set[asyncio.Task[None]] = set()

    def ready(self, question: Question, freshness: Freshness = FRESH) -> Answer | None:
        """The answer, where it can be given without any waiting."""
        recent = self._recent(question, freshness.max_stale)
        if recent:
            return recent
        version = self._known.trusted(question.tenant_id)
        return None if version is None else self._kept(question, version)

    async def __call__(self, question: Question, work: Work, freshness: Freshness = FRESH) -> Answer:
        """The answer, as fresh as is wanted. Raises SourceUnavailable, and whatever the work raises.

        Who takes an old one also takes one that is being worked out for others, of whichever version.
        """
        if freshness.anew:
            began = self._clock.now()
            return _ready(question.tenant_id, await self._known.current(question.tenant_id), began, await work())
        if not freshness.max_stale:
            return await self._current(question, work)
        recent = self._recent(question, freshness.max_stale)
        if recent:
            return recent
        return await self._flown_with(
            self._at_work_for_the_tolerant, question, lambda: self._current(question, work)
        )

    async def _current(self, question: Question, work: Work) -> Answer:
        began = self._clock.now()
        version = await self._known.current(question.tenant_id)
        kept = self._kept(question, version)
        if kept:
            return kept
        return await self._flown_with(
            self._at_work, (question, version), lambda: self._answer(question, version, began, work)
        )

    async def _flown_with(
        self, flights: SingleFlight[_Key, Answer], key: _Key, answer: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        joins = key in flights
        try:
            return await flights(key, answer)
        except OlympusError:
            if not joins:
                raise
            # what is wrong with a request is told in the words of each caller
            return await answer()

    def _recent(self, question: Question, max_stale: timedelta) -> Answer | None:
        """What held not longer ago than that; also while nobody can say whether it still does."""
        answer = self._shelf.find(question) if max_stale else None
        return answer if answer and timedelta(0) <= self._clock.now() - answer.held_at <= max_stale else None

    def _kept(self, question: Question, version: int) -> Answer | None:
        answer = self._shelf.find(question)
        if answer is None or answer.version != version:
            return None
        return answer if answer.until is None or self._clock.now() < answer.until else None

    async def _answer(self, question: Question, version: int, began: datetime, work: Work) -> Answer:
        key = AnswerKey(question.tenant_id, version, question.digest)
        shared = await self._shared.find(key)
        if shared and self._holds(shared):
            worked_out = WorkedOut(shared.body, shared.until)
        else:
            worked_out = await work()
            self._share(key, worked_out)
        answer = _ready(question.tenant_id, version, began, worked_out)
        self._shelf.put(question, answer)
        return answer

    def _holds(self, shared: SharedAnswer) -> bool:
        """Whether it may still be given; one from beyond was made by a clock that is set to another time."""
        return shared.until is None or self._clock.now() < shared.until <= self._clock.now() + MOVING

    def _share(self, key: AnswerKey, made: WorkedOut) -> None:
        """Without keeping the one who asked waiting."""
        lasts = SHARED if made.until is None else made.until - self._clock.now()
        if lasts.total_seconds() <= 0:
            return
        keep = self._shared.keep(key, SharedAnswer(made.body, made.until), seconds=lasts.total_seconds())
        sharing = asyncio.ensure_future(keep)
        self._sharing.add(sharing)
        sharing.add_done_callback(self._sharing.discard)


def _ready(tenant_id: TenantId, version: int, held_at: datetime, made: WorkedOut) -> Answer:
    worth_it = len(made.body) >= _WORTH_COMPRESSING_BYTES
    return Answer(
        tenant_id=tenant_id,
        version=version,
        held_at=held_at,
        body=made.body,
        compressed=gzip.compress(made.body, _FAST, mtime=0) if worth_it else None,
        tag=blake2b(made.body, digest_size=16).hexdigest(),
        until=made.until,
    )
