"""What every keeper of shared answers promises."""

from datetime import UTC, datetime

import pytest

from olympus.adapters.in_memory.shared_answers import InMemorySharedAnswers
from olympus.adapters.redis.shared_answers import RedisSharedAnswers
from olympus.adapters.system.clock import SystemClock
from olympus.ports.shared_answers import AnswerKey, SharedAnswer, SharedAnswers
from tests.eventually import eventually
from tests.factories import BAKERY, CAFE

KEY = AnswerKey(CAFE, 7, "revenue?")
ANSWER = SharedAnswer(b'{"a":\n"b"}\n\n', datetime(2026, 3, 18, 12, 0, 0, 123456, tzinfo=UTC))


@pytest.fixture(params=["in_memory", "redis"])
def answers(request: pytest.FixtureRequest) -> SharedAnswers:
    if request.param == "redis":
        return RedisSharedAnswers(request.getfixturevalue("redis_client"), "olympus:events", release="1")
    return InMemorySharedAnswers(SystemClock())


async def test_an_answer_is_found_as_it_was_kept(answers: SharedAnswers) -> None:
    await answers.keep(KEY, ANSWER, seconds=60)
    await answers.keep(KEY._replace(version=8), SharedAnswer(b""), seconds=60)

    assert await answers.find(KEY) == ANSWER
    assert await answers.find(KEY._replace(version=8)) == SharedAnswer(b"")


async def test_an_answer_is_found_under_its_whole_key_alone(answers: SharedAnswers) -> None:
    await answers.keep(KEY, ANSWER, seconds=60)

    assert await answers.find(KEY._replace(tenant_id=BAKERY)) is None
    assert await answers.find(KEY._replace(version=6)) is None
    assert await answers.find(KEY._replace(question="orders?")) is None


async def test_an_answer_goes_with_time(answers: SharedAnswers) -> None:
    await answers.keep(KEY, ANSWER, seconds=0.05)

    async def gone() -> bool:
        return await answers.find(KEY) is None

    assert await eventually(gone)
