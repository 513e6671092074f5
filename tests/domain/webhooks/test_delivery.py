"""Signatures, ids and pauses of messages."""

from datetime import UTC, datetime, timedelta

from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.delivery import RETRIED_AFTER, Delivery, delivery_of, headers_of, next_attempt
from olympus.domain.webhooks.subscription import Subscription
from tests.factories import CAFE, NOON

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def an_address(name: str = "a") -> Subscription:
    return Subscription(webhook_id=name, tenant_id=CAFE, url="https://a", secret=SECRET, created_at=NOON)


def test_a_message_is_signed_as_in_the_published_example() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    delivery = Delivery(
        delivery_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        webhook_id="a",
        tenant_id=TenantId("cafe"),
        url="https://example.com",
        secret=SECRET,
        body='{"test": 2432232314}',
    )

    headers = headers_of(delivery, datetime.fromtimestamp(1614265330, UTC))

    assert headers["webhook-id"] == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_same_event_has_the_same_id_at_the_same_address_and_another_at_another() -> None:
    first = delivery_of("event-1", "{}", an_address())

    assert delivery_of("event-1", "{}", an_address()) == first
    others = [delivery_of("event-2", "{}", an_address()), delivery_of("event-1", "{}", an_address("b"))]
    assert len({first.delivery_id, *(each.delivery_id for each in others)}) == 3


def test_a_secret_is_not_shown_by_accident() -> None:
    assert SECRET not in repr(an_address())
    assert SECRET not in repr(delivery_of("event-1", "{}", an_address()))


def test_pauses_grow_until_it_is_given_up() -> None:
    pauses = [next_attempt(attempts, NOON, 0.5) for attempts in range(1, len(RETRIED_AFTER) + 2)]

    assert pauses == [*(NOON + pause for pause in RETRIED_AFTER), None]
    assert sum(RETRIED_AFTER, timedelta()) > timedelta(days=1)


def test_attempts_are_spread_by_chance() -> None:
    early, late = next_attempt(1, NOON, 0), next_attempt(1, NOON, 1)

    assert early is not None
    assert late is not None
    assert NOON < early < NOON + RETRIED_AFTER[0] < late
