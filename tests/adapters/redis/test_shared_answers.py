"""What only answers kept on a server can get wrong."""

from redis.asyncio import Redis

from olympus.adapters.embedded import ValkeyServer
from olympus.adapters.redis.shared_answers import RedisSharedAnswers
from olympus.domain.tenant import TenantId
from olympus.ports.shared_answers import AnswerKey, SharedAnswer

KEY = AnswerKey(TenantId("cafe"), 7, "d1")
NAME = "answers:olympus:events:cafe:7:1:d1"


def answers_on(client: Redis, release: str = "1") -> RedisSharedAnswers:
    return RedisSharedAnswers(client, "olympus:events", release=release)


async def test_the_key_has_the_tenant_and_the_version_and_an_end(redis_client: Redis) -> None:
    await answers_on(redis_client).keep(KEY, SharedAnswer(b"{}"), seconds=600)

    assert await redis_client.keys("*") == [NAME.encode()]
    assert 0 < await redis_client.ttl(NAME) <= 600


async def test_another_release_does_not_find_it_for_it_may_answer_in_another_shape(redis_client: Redis) -> None:
    await answers_on(redis_client).keep(KEY, SharedAnswer(b"{}"), seconds=600)

    assert await answers_on(redis_client, release="2").find(KEY) is None


async def test_an_answer_that_stands_under_the_key_of_another_is_not_given(redis_client: Redis) -> None:
    await answers_on(redis_client).keep(KEY, SharedAnswer(b"the cafe's"), seconds=600)
    await redis_client.rename(NAME, NAME.replace("cafe", "bakery"))

    assert await answers_on(redis_client).find(KEY._replace(tenant_id=TenantId("bakery"))) is None


async def test_what_is_not_ours_is_a_miss(redis_client: Redis) -> None:
    await redis_client.set(NAME, b"something else")
    assert await answers_on(redis_client).find(KEY) is None

    await redis_client.delete(NAME)
    await redis_client.rpush(NAME, b"a list")
    assert await answers_on(redis_client).find(KEY) is None


async def test_a_server_that_is_away_is_a_miss(own_valkey: ValkeyServer, own_client: Redis) -> None:
    answers = answers_on(own_client)
    own_valkey.kill()

    await answers.keep(KEY, SharedAnswer(b"{}"), seconds=600)
    assert await answers.find(KEY) is None
