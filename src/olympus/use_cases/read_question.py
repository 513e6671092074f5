"""Read a question: by the grammar, and where that is unsure, by a language model whose reading is checked."""

import logging
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import islice

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.draft import Draft, Vocabulary
from olympus.domain.questions.grounding import Ungrounded, check_keeps, grounded
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.questions.interpreter import Interpreter
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.component import Component, State
from olympus.ports.daily_budget import DailyBudget
from olympus.ports.errors import SourceUnavailable
from olympus.ports.second_opinion import NoDraft, SecondOpinion
from olympus.use_cases.circuit_breaker import CircuitBreaker

logger = logging.getLogger(__name__)

_MOST_DRAFTS = 2_000
_MOST_NAMES = 200
"""Values of a dimension that a model is shown."""


@dataclass(frozen=True, slots=True)
class Consulting:
    """When the model is asked: below which confidence of the grammar, and how often a day for a tenant."""

    below: float
    a_day: int


class ReadQuestion:
    """The grammar's reading stands unless a model's is accepted; no failure of the model is a failure here."""

    def __init__(
        self, second_opinion: SecondOpinion | None, budget: DailyBudget, clock: Clock, *, consulting: Consulting
    ) -> None:
        self._second_opinion = second_opinion
        self._budget = budget
        self._clock = clock
        self._consulting = consulting
        self._breaker = CircuitBreaker(clock)
        self._drafts: OrderedDict[Hashable, Draft] = OrderedDict()

    async def __call__(
        self,
        tenant_id: TenantId,
        text: str,
        *,
        settings: TenantSettings,
        values: TenantValues,
        previous: Interpretation | None = None,
    ) -> Interpretation:
        """What the text asks now."""
        now, calendar = self._clock.now(), BusinessCalendar(settings)
        interpreter = Interpreter(calendar, values)
        read = interpreter.read(text, now, previous=previous)
        if self._second_opinion is None or previous is not None or not self._is_doubtful(read):
            return read
        try:
            draft = await self._draft(self._second_opinion, tenant_id, text, values)
            opinion = grounded(draft, text, calendar=calendar, names=_shown(values), now=now)
            check_keeps(opinion, interpreter.parsed(text, now))
        except (SourceUnavailable, NoDraft, Ungrounded) as error:
            logger.info("the grammar's reading stands: %s", error)
            return read
        return opinion

    def component(self) -> Component:
        """The model, for those who ask for the health: degraded while it fails, and never essential."""

        async def examine() -> State:
            return State({"configured": self._second_opinion is not None}, fit=not self._breaker.is_failing)

        return Component("language_model", examine)

    def _is_doubtful(self, read: Interpretation) -> bool:
        """Whether words were not understood. What is refused for what it asks needs nobody else's reading."""
        if read.intent is Intent.UNKNOWN:
            return read.is_unread
        return read.confidence < self._consulting.below

    async def _draft(
        self, second_opinion: SecondOpinion, tenant_id: TenantId, text: str, values: TenantValues
    ) -> Draft:
        vocabulary = _vocabulary(values)
        key = (tenant_id, " ".join(text.lower().split()), vocabulary.metrics, _digest(vocabulary))
        if kept := self._drafts.get(key):
            self._drafts.move_to_end(key)
            return kept
        if not await self._budget.spend(tenant_id, self._clock.now().date(), most=self._consulting.a_day):
            raise NoDraft("today's questions of the tenant are used up")
        if not self._breaker.lets_through():
            raise SourceUnavailable("the language model", "it is left alone after failures")
        try:
            draft = await second_opinion.draft(text, vocabulary)
        except NoDraft:
            self._breaker.succeeded()
            raise
        except BaseException:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        self._drafts[key] = draft
        if len(self._drafts) > _MOST_DRAFTS:
            self._drafts.popitem(last=False)
        return draft


def _digest(vocabulary: Vocabulary) -> int:
    """Stands for the values that were shown: with others, the same question may mean something else."""
    return hash(tuple((dimension, tuple(names)) for dimension, names in vocabulary.names.items()))


def _shown(values: TenantValues) -> dict[Dimension, dict[str, str]]:
    """The values that a model may see and name: the first of each dimension, and never people."""
    return {
        dimension: dict(islice(names.items(), _MOST_NAMES))
        for dimension, names in values.names.items()
        if dimension is not Dimension.CUSTOMER
    }


def _vocabulary(values: TenantValues) -> Vocabulary:
    return Vocabulary(tuple(CATALOGUE), tuple(each.value for each in Dimension), _shown(values))
