"""What every keeper of webhooks promises, and every outbox of their messages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from olympus.adapters.in_memory.webhooks import InMemoryWebhooks
from olympus.adapters.postgres.webhooks import PostgresWebhooks
from olympus.domain.webhooks.delivery import delivery_of
from olympus.domain.webhooks.subscription import MOST_PER_TENANT, Subscription, new_secret
from tests.factories import BAKERY, CAFE, NOON

LEASE = timedelta(minutes=1)
Webhooks = InMemoryWebhooks | PostgresWebhooks


@pytest.fixture(params=["in_memory", "postgres"])
def webhooks(request: pytest.FixtureRequest) -> Webhooks:
    if request.param == "postgres":
        return PostgresWebhooks(request.getfixturevalue("engine"))
    return InMemoryWebhooks()


def an_address(name: str = "a", age: int = 0) -> Subscription:
    return Subscription(
        webhook_id=name,
        tenant_id=CAFE,
        url=f"https://example.com/{name}",
        secret=new_secret(),
        created_at=NOON - timedelta(hours=age),
    )


async def test_subscriptions_are_those_of_the_tenant_the_oldest_first(webhooks: Webhooks) -> None:
    first, second = an_address("a"), an_address("b", age=1)
    assert await webhooks.add(first)
    assert await webhooks.add(second)

    assert list(await webhooks.of_tenant(CAFE)) == [second, first]
    assert list(await webhooks.of_tenant(BAKERY)) == []


async def test_there_are_so_many_and_no_more(webhooks: Webhooks) -> None:
    added = [await webhooks.add(an_address(str(number))) for number in range(MOST_PER_TENANT + 1)]

    assert added == [True] * MOST_PER_TENANT + [False]


async def test_only_its_tenant_removes_an_address_and_its_messages_go_with_it(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    await webhooks.put([delivery_of("e", "{}", address)], NOON)

    assert not await webhooks.remove(BAKERY, "a")
    assert await webhooks.remove(CAFE, "a")
    assert not await webhooks.remove(CAFE, "a")
    assert not await webhooks.remove(CAFE, "a\0")
    assert list(await webhooks.take(NOON, limit=9, lease=LEASE)) == []


async def test_what_was_put_is_due_once_however_often_it_is_put(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    delivery = delivery_of("e", '{"a": 1}', address)
    await webhooks.put([delivery], NOON)
    await webhooks.put([delivery], NOON)

    assert list(await webhooks.take(NOON, limit=9, lease=LEASE)) == [delivery]
    assert list(await webhooks.take(NOON, limit=9, lease=LEASE)) == []


async def test_what_is_for_an_address_that_is_gone_is_not_kept(webhooks: Webhooks) -> None:
    await webhooks.put([delivery_of("e", "{}", an_address())], NOON)

    assert list(await webhooks.take(NOON, limit=9, lease=LEASE)) == []


async def test_whoever_dies_with_a_message_loses_nothing(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    delivery = delivery_of("e", "{}", address)
    await webhooks.put([delivery], NOON)
    await webhooks.take(NOON, limit=9, lease=LEASE)

    assert list(await webhooks.take(NOON + LEASE, limit=9, lease=LEASE)) == [delivery]


async def test_what_arrived_is_not_sent_again_and_what_did_not_is_later(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    arrived, lost = (delivery_of(event, "{}", address) for event in ("a", "b"))
    await webhooks.put([arrived, lost], NOON)
    await webhooks.take(NOON, limit=9, lease=LEASE)
    await webhooks.delivered(arrived, NOON)
    await webhooks.failed(lost, "It answered 500.", NOON + 2 * LEASE)

    assert list(await webhooks.take(NOON + LEASE, limit=9, lease=LEASE)) == []
    assert list(await webhooks.take(NOON + 2 * LEASE, limit=9, lease=LEASE)) == [replace(lost, attempts=1)]
    await webhooks.put([arrived, lost], NOON + 3 * LEASE)
    assert [each.delivery_id for each in await webhooks.take(NOON + 9 * LEASE, limit=9, lease=LEASE)] == [
        lost.delivery_id
    ]


async def test_what_is_given_up_is_not_due_and_forgotten_in_the_end(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    delivery = delivery_of("a", "{}", address)
    await webhooks.put([delivery], NOON)
    await webhooks.failed(delivery, "It answered 500.", None)
    later = NOON + timedelta(days=365)
    assert list(await webhooks.take(later, limit=9, lease=LEASE)) == []

    await webhooks.forget(NOON)
    await webhooks.put([delivery], later)
    assert list(await webhooks.take(later, limit=9, lease=LEASE)) == []
    await webhooks.forget(NOON + LEASE)
    await webhooks.put([delivery], later)
    assert list(await webhooks.take(later, limit=9, lease=LEASE)) == [delivery]


async def test_no_more_are_taken_than_wanted(webhooks: Webhooks) -> None:
    address = an_address()
    await webhooks.add(address)
    await webhooks.put([delivery_of(str(number), "{}", address) for number in range(5)], NOON)

    assert len(await webhooks.take(NOON, limit=3, lease=LEASE)) == 3
    assert len(await webhooks.take(NOON, limit=3, lease=LEASE)) == 2
