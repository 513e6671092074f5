"""What every keeper of conversations promises."""

from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from olympus.adapters.in_memory.conversations import InMemoryConversations
from olympus.adapters.redis.conversations import RedisConversations
from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Direction, Filter, Operator
from olympus.domain.questions.interpretation import AskedTime, Clarification, Intent, Interpretation, Match
from olympus.ports.conversations import LASTS, RECENT, ConversationKey, Conversations
from tests.clocks import SetClock
from tests.factories import BAKERY, CAFE, NOON

KEY = ConversationKey(CAFE, "ann", "s:1")
ASKED = Interpretation(
    raw="café “é” last week",
    intent=Intent.COMPARISON,
    metrics=("revenue", "orders"),
    time=AskedTime("custom", Interval(datetime(2026, 3, 1, tzinfo=UTC), None)),
    horizon=AskedTime("2026-04", Interval(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))),
    granularity=Granularity.DAY,
    group_by=(Dimension.LOCATION,),
    filters=(Filter(Dimension.HOUR_OF_DAY, Operator.IN, (9, 10)), Filter(Dimension.CHANNEL, Operator.IS, (None,))),
    order=Direction.DESCENDING,
    limit=5,
    comparison=Comparison.PREVIOUS_YEAR,
    confidence=0.5,
    matched=(Match("last week", 9, 18, "time last_week"),),
    assumptions=("took it",),
    clarification=Clarification("Which?", ("this", "that")),
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture(params=["in_memory", "redis"])
def conversations(request: pytest.FixtureRequest, clock: SetClock) -> Conversations:
    if request.param == "redis":
        return RedisConversations(request.getfixturevalue("redis_client"), "olympus:events")
    return InMemoryConversations(clock)


def asked(text: str) -> Interpretation:
    return Interpretation(raw=text, intent=Intent.METRIC_SUMMARY)


async def test_the_last_question_is_found_as_it_was_kept(conversations: Conversations) -> None:
    await conversations.keep(KEY, asked("revenue"))
    await conversations.keep(KEY, ASKED)

    assert await conversations.last(KEY) == ASKED


async def test_a_conversation_is_that_of_its_whole_key_alone(conversations: Conversations) -> None:
    await conversations.keep(KEY, ASKED)

    assert await conversations.last(KEY._replace(tenant_id=BAKERY)) is None
    assert await conversations.last(KEY._replace(user_id="bob")) is None
    assert await conversations.last(KEY._replace(session_id="1")) is None
    assert await conversations.last(ConversationKey(CAFE, "ann:s", "1")) is None


async def test_recent_questions_are_of_one_tenant_the_newest_first_each_once(conversations: Conversations) -> None:
    for text in ("one", "two", "one"):
        await conversations.keep(KEY, asked(text))
    await conversations.keep(KEY._replace(tenant_id=BAKERY), asked("elsewhere"))

    assert list(await conversations.recent(CAFE)) == ["one", "two"]


async def test_only_so_many_are_remembered(conversations: Conversations) -> None:
    for number in range(RECENT + 5):
        await conversations.keep(KEY, asked(f"question {number}"))

    assert len(await conversations.recent(CAFE)) == RECENT


async def test_in_memory_a_conversation_ends(clock: SetClock) -> None:
    conversations = InMemoryConversations(clock)
    await conversations.keep(KEY, ASKED)
    clock.go_on(seconds=(LASTS - timedelta(seconds=1)).total_seconds())
    assert await conversations.last(KEY) == ASKED

    clock.go_on(seconds=1)
    assert await conversations.last(KEY) is None


async def test_in_redis_a_conversation_ends_by_itself(redis_client: Redis) -> None:
    await RedisConversations(redis_client, "olympus:events").keep(KEY, ASKED)

    lifetimes = [await redis_client.ttl(key) async for key in redis_client.scan_iter()]
    assert lifetimes
    assert all(0 < seconds <= LASTS.total_seconds() for seconds in lifetimes)


async def test_what_another_release_wrote_in_another_shape_is_nothing(redis_client: Redis) -> None:
    conversations = RedisConversations(redis_client, "olympus:events")
    await conversations.keep(KEY, ASKED)
    for key in [key async for key in redis_client.scan_iter("conversation:*")]:
        await redis_client.set(key, b'{"intent": "dance"}')

    assert await conversations.last(KEY) is None
