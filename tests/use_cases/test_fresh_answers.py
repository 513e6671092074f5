"""An answer is worked out when it has to be, once, and for its own tenant."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta

import pytest

from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.shared_answers import InMemorySharedAnswers
from olympus.domain.errors import OlympusError
from olympus.domain.tenant import TenantId
from olympus.ports.errors import SourceUnavailable
from olympus.ports.shared_answers import SharedAnswers
from olympus.use_cases.answer_shelf import Answer, AnswerShelf, Question
from olympus.use_cases.fresh_answers import FreshAnswers, WorkedOut, question_about
from olympus.use_cases.freshness import FRESH, Freshness
from olympus.use_cases.known_versions import KnownVersions
from tests.clocks import SetClock
from tests.eventually import eventually
from tests.factories import BAKERY, CAFE

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
QUESTION = question_about(CAFE, "revenue")
TOLERANT = Freshness(max_stale=timedelta(seconds=2))


class Service:
    """Fresh answers on adapters in memory, and work that counts itself."""

    def __init__(self, beside: "Service | None" = None) -> None:
        self.clock: SetClock = beside.clock if beside else SetClock(NOON)
        self.versions: InMemoryDataVersions = beside.versions if beside else InMemoryDataVersions()
        self.shared: SharedAnswers = beside.shared if beside else InMemorySharedAnswers(self.clock)
        self.known = KnownVersions(self.versions, self.clock)
        self.answers = FreshAnswers(self.known, AnswerShelf(100_000), self.shared, self.clock)
        self.worked = 0
        self.until: datetime | None = None
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def work(self) -> WorkedOut:
        self.worked += 1
        number = self.worked
        await self.go_on.wait()
        return WorkedOut(b"answer %d" % number, self.until)

    async def ask(self, question: Question = QUESTION, freshness: Freshness = FRESH) -> bytes:
        return (await self.answers(question, self.work, freshness)).body


@pytest.fixture
def service() -> Service:
    return Service()


async def test_an_answer_is_given_again_until_the_data_change(service: Service) -> None:
    before = [await service.ask() for _ in range(3)]
    service.versions.move(BAKERY)
    unmoved = await service.ask()
    service.versions.move(CAFE)

    assert [*before, unmoved] == [b"answer 1"] * 4
    assert await service.ask() == b"answer 2"


async def test_an_answer_that_moves_with_the_clock_expires(service: Service) -> None:
    service.until = NOON + timedelta(seconds=15)
    first = await service.ask()
    service.clock.go_on(seconds=14.9)
    second = await service.ask()
    service.clock.go_on(seconds=0.1)
    service.until = None

    assert (first, second) == (b"answer 1", b"answer 1")
    assert await service.ask() == b"answer 2"


async def test_an_answer_is_ready_only_where_its_version_is_trusted(service: Service) -> None:
    await service.ask()
    assert service.answers.ready(QUESTION) is None

    service.known.listen(begins=True)
    await service.ask()
    assert service.answers.ready(QUESTION) is not None
    service.clock.go_on(seconds=1)
    assert service.answers.ready(QUESTION) is None


async def test_a_hundred_who_ask_at_once_have_it_worked_out_once(service: Service) -> None:
    assert set(await asyncio.gather(*(service.ask() for _ in range(100)))) == {b"answer 1"}
    assert service.worked == 1


async def test_the_work_goes_on_when_the_one_who_asked_first_is_gone(service: Service) -> None:
    service.go_on.clear()
    first, second = asyncio.create_task(service.ask()), asyncio.create_task(service.ask())
    await eventually(lambda: asyncio.sleep(0, service.worked))
    first.cancel()
    service.go_on.set()

    assert await second == b"answer 1"
    assert await service.ask() == b"answer 1"


async def test_a_change_during_the_work_is_not_hidden_by_its_answer(service: Service) -> None:
    service.go_on.clear()
    asking = asyncio.create_task(service.ask())
    await eventually(lambda: asyncio.sleep(0, service.worked))
    service.versions.move(CAFE)
    service.go_on.set()

    assert await asking == b"answer 1"
    assert await service.ask() == b"answer 2"


async def test_another_process_finds_the_answer(service: Service) -> None:
    other = Service(beside=service)
    await service.ask()

    assert await other.ask() == b"answer 1"
    service.versions.move(CAFE)
    assert await service.ask() == b"answer 2"
    assert (await other.ask(), other.worked) == (b"answer 2", 0)


async def test_an_answer_by_a_clock_that_goes_otherwise_is_not_taken(service: Service) -> None:
    service.until = NOON + timedelta(hours=1)
    other = Service(beside=service)
    await service.ask()

    assert (await other.ask(), other.worked) == (b"answer 1", 1)


async def test_who_takes_an_old_answer_gets_one_that_held_that_long_ago(service: Service) -> None:
    await service.ask()
    service.versions.move(CAFE)
    service.clock.go_on(seconds=2)
    old = await service.ask(freshness=TOLERANT)
    ready = service.answers.ready(QUESTION, TOLERANT)
    service.clock.go_on(seconds=0.1)

    assert (old, ready and ready.body) == (b"answer 1", b"answer 1")
    assert service.answers.ready(QUESTION, TOLERANT) is None
    assert await service.ask(freshness=TOLERANT) == b"answer 2"


async def test_others_get_no_old_answer_because_somebody_takes_it(service: Service) -> None:
    await service.ask()
    service.versions.move(CAFE)

    assert await service.ask(freshness=TOLERANT) == b"answer 1"
    assert await service.ask() == b"answer 2"


async def test_who_takes_an_old_answer_waits_for_the_one_under_way_whatever_has_changed(service: Service) -> None:
    service.go_on.clear()
    first = asyncio.create_task(service.ask(freshness=TOLERANT))
    await eventually(lambda: asyncio.sleep(0, service.worked))
    service.versions.move(CAFE)
    second = asyncio.create_task(service.ask(freshness=TOLERANT))
    await asyncio.sleep(0)
    service.go_on.set()

    assert [await first, await second] == [b"answer 1"] * 2
    assert service.worked == 1


async def test_a_clock_that_was_set_back_makes_no_answer_young(service: Service) -> None:
    await service.ask()
    service.versions.move(CAFE)
    service.clock.go_on(seconds=-10)

    assert await service.ask(freshness=TOLERANT) == b"answer 2"


async def test_an_error_is_kept_for_nobody_and_each_caller_has_its_own() -> None:
    service, errors = Service(), []

    async def refused() -> WorkedOut:
        service.worked += 1
        await asyncio.sleep(0)
        error = OlympusError("so it cannot be asked")
        errors.append(error)
        raise error

    outcomes = await asyncio.gather(
        *(service.answers(QUESTION, refused) for _ in range(3)), return_exceptions=True
    )

    assert {id(each) for each in outcomes} == {id(each) for each in errors}
    assert len(errors) == 3
    assert await service.ask() == b"answer 4"


async def test_an_outage_is_told_to_all_who_wait(service: Service) -> None:
    async def away() -> WorkedOut:
        service.worked += 1
        await asyncio.sleep(0)
        raise SourceUnavailable("the figures")

    outcomes = await asyncio.gather(*(service.answers(QUESTION, away) for _ in range(5)), return_exceptions=True)

    assert [type(each) for each in outcomes] == [SourceUnavailable] * 5
    assert service.worked == 1


async def test_what_is_large_is_compressed_once_and_bytes_have_one_tag(service: Service) -> None:
    async def large() -> WorkedOut:
        return WorkedOut(b"figures " * 1000, None)

    answer = await service.answers(QUESTION, large)
    small = await service.answers(question_about(CAFE, "small"), service.work)

    assert gzip.decompress(answer.compressed or b"") == answer.body
    assert small.compressed is None
    assert len({answer.tag, small.tag}) == 2


async def test_questions_of_two_tenants_or_of_other_words_are_different() -> None:
    questions = {
        question_about(CAFE, "a", "b"),
        question_about(BAKERY, "a", "b"),
        question_about(CAFE, "ab"),
        question_about(CAFE, "a", "b", ""),
        question_about(CAFE, "a", "\ud800"),
    }
    assert len(questions) == 5


def test_the_longest_unused_answer_goes_first_when_there_is_no_room() -> None:
    shelf = AnswerShelf(3 * an_answer(b"x" * 400).weight)
    for name in "abc":
        shelf.put(Question(CAFE, name), an_answer(b"x" * 400))
    shelf.find(Question(CAFE, "a"))
    shelf.put(Question(CAFE, "d"), an_answer(b"x" * 400))
    shelf.put(Question(CAFE, "huge"), an_answer(b"x" * 10_000))

    assert [name for name in ("a", "b", "c", "d", "huge") if shelf.find(Question(CAFE, name))] == ["a", "c", "d"]
    assert shelf.bytes == 3 * an_answer(b"x" * 400).weight


def test_a_slow_answer_does_not_push_out_a_newer_one() -> None:
    shelf, question = AnswerShelf(10_000), Question(TenantId("cafe"), "q")
    shelf.put(question, an_answer(b"new", version=2))
    shelf.put(question, an_answer(b"old", version=1))

    kept = shelf.find(question)
    assert kept
    assert kept.body == b"new"


def an_answer(body: bytes, *, version: int = 1) -> Answer:
    return Answer(CAFE, version, NOON, body, None, "tag", None)
