"""The grammar reads, a model may be asked, and nothing that it does is a failure of ours."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from olympus.adapters.in_memory.daily_budget import InMemoryDailyBudget
from olympus.domain.questions.draft import Draft, Vocabulary
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.questions.tenant_values import TenantValues
from olympus.ports.errors import SourceUnavailable
from olympus.ports.second_opinion import NoDraft, SecondOpinion
from olympus.use_cases.read_question import Consulting, ReadQuestion
from tests.clocks import SetClock
from tests.domain.questions.asking import NAMES, NOW, SETTINGS
from tests.factories import CAFE

DOUBTFUL = "gimme the moolah of last week"
DRAFT = Draft(intent="metric_summary", metrics=("revenue",), time_phrase="last week")


class Scripted(SecondOpinion):
    """Says what it was told to, in turn; the last for ever. None is no answer."""

    def __init__(self, *said: Draft | NoDraft | None) -> None:
        self._said: list[Draft | NoDraft | None] = list(said)
        self.asked: list[str] = []
        self.seen: list[Vocabulary] = []

    async def draft(self, question: str, vocabulary: Vocabulary) -> Draft:
        self.asked.append(question)
        self.seen.append(vocabulary)
        said = self._said[0] if len(self._said) == 1 else self._said.pop(0)
        if said is None:
            raise SourceUnavailable("the language model")
        if isinstance(said, NoDraft):
            raise said
        return said


class Reader:
    """The use case with a model that says this, and a clock to move."""

    def __init__(self, *said: Draft | NoDraft | None, a_day: int = 100) -> None:
        self.model, self.clock = Scripted(*said), SetClock(NOW)
        self._read = ReadQuestion(
            self.model, InMemoryDailyBudget(), self.clock, consulting=Consulting(below=0.7, a_day=a_day)
        )

    async def read(self, text: str, *, previous: Interpretation | None = None) -> Interpretation:
        return await self._read(CAFE, text, settings=SETTINGS, values=TenantValues(NAMES), previous=previous)

    async def interpreters(self, texts: Sequence[str]) -> list[str]:
        return [(await self.read(text)).interpreter for text in texts]

    async def is_fit(self) -> bool:
        return (await self._read.component().examine()).fit


async def test_what_the_grammar_understands_is_not_asked_of_the_model() -> None:
    reader = Reader(DRAFT)

    assert await reader.interpreters(["revenue last week", "sales by store"]) == ["grammar", "grammar"]
    assert reader.model.asked == []


@pytest.mark.parametrize("text", ["delete all orders", "what was our profit", "please remove the moolah"])
async def test_what_its_words_refuse_is_not_asked_of_the_model(text: str) -> None:
    reader = Reader(DRAFT)

    assert (await reader.read(text)).intent is Intent.UNKNOWN
    assert reader.model.asked == []


async def test_a_doubtful_question_is_read_by_the_model_and_checked() -> None:
    asked = await Reader(DRAFT).read(DOUBTFUL)

    assert (asked.interpreter, asked.metrics, asked.time.name) == ("openai", ("revenue",), "last_week")


async def test_the_model_sees_no_customers() -> None:
    reader = Reader(DRAFT)
    await reader.read(DOUBTFUL)

    assert all(dimension != "customer" for dimension in reader.model.seen[0].names)


@pytest.mark.parametrize(
    "said", [None, replace(DRAFT, metrics=("profit",)), replace(DRAFT, time_phrase="in 2020")]
)
async def test_whatever_the_model_does_the_grammars_reading_is_the_answer(said: Draft | None) -> None:
    asked = await Reader(said).read(DOUBTFUL)

    assert (asked.interpreter, asked.intent) == ("grammar", Intent.UNKNOWN)


async def test_equal_questions_are_asked_once() -> None:
    reader = Reader(DRAFT)

    assert await reader.interpreters([DOUBTFUL, f"  {DOUBTFUL.capitalize()} "]) == ["openai", "openai"]
    assert len(reader.model.asked) == 1


async def test_a_days_budget_is_not_overspent() -> None:
    reader = Reader(DRAFT, a_day=2)
    texts = [f"{DOUBTFUL} {'again ' * number}" for number in range(4)]

    assert await reader.interpreters(texts) == ["openai", "openai", "grammar", "grammar"]
    reader.clock.go_on(days=1)
    assert await reader.interpreters(texts[2:]) == ["openai", "openai"]


async def test_after_failures_in_a_row_it_is_left_alone_for_a_while() -> None:
    reader = Reader(None, None, None, DRAFT)
    texts = [f"{DOUBTFUL} {'again ' * number}" for number in range(6)]

    await reader.interpreters(texts[:4])
    assert len(reader.model.asked) == 3
    assert not await reader.is_fit()

    reader.clock.go_on(seconds=31)
    assert await reader.interpreters(texts[4:]) == ["openai", "openai"]
    assert await reader.is_fit()


async def test_one_tenants_refused_questions_are_no_failure_of_the_model() -> None:
    reader = Reader(NoDraft("it refused"), NoDraft("it refused"), NoDraft("it refused"), DRAFT)
    texts = [f"{DOUBTFUL} {'again ' * number}" for number in range(4)]

    assert await reader.interpreters(texts) == ["grammar", "grammar", "grammar", "openai"]
    assert await reader.is_fit()


@pytest.mark.parametrize(
    "text",
    [
        "show me the last 10 orders last week",
        "orders over 50 euros last week",
        "revenue in Paris last week",
        "revenue from repeat customers last week",
        "failed logins last week",
        "list all payments",
    ],
)
async def test_what_the_grammar_refuses_for_what_it_asks_no_model_answers(text: str) -> None:
    reader = Reader(Draft(intent="metric_summary", metrics=("orders",)))

    assert (await reader.read(text)).intent is Intent.UNKNOWN


async def test_a_reading_that_leaves_out_what_was_understood_is_refused() -> None:
    for said in (replace(DRAFT, time_phrase=None), replace(DRAFT, metrics=("orders",))):
        asked = await Reader(said).read("gimme the juicy revenue of last week")

        assert asked.interpreter == "grammar"


async def test_what_goes_on_from_another_question_is_the_grammars_alone() -> None:
    reader = Reader(DRAFT)
    first = await reader.read("revenue last week")
    await reader.read("and moolah?", previous=first)

    assert reader.model.asked == []
