"""A message for an address: how it is signed, and when it is sent again.

The headers and the signature are those of Standard Webhooks (https://www.standardwebhooks.com).
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.subscription import Subscription, key_of

RETRIED_AFTER = tuple(
    timedelta(seconds=seconds) for seconds in (5, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)
)
"""Pauses between attempts: a short outage delays a message little, a day's outage loses none."""

_JITTER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message on its way to one address. `delivery_id` is the same at every attempt, so that repeats are known.

    `attempts` counts those made so far.
    """

    delivery_id: str
    webhook_id: str
    tenant_id: TenantId
    url: str
    secret: str = field(repr=False)
    body: str
    attempts: int = 0


def delivery_of(event_id: str, body: str, to: Subscription) -> Delivery:
    """The message about an event to one address; the same event to the same address has the same id."""
    digest = hashlib.sha256(f"{event_id}\n{to.webhook_id}".encode()).hexdigest()
    return Delivery(
        delivery_id=f"msg_{digest[:32]}",
        webhook_id=to.webhook_id,
        tenant_id=to.tenant_id,
        url=to.url,
        secret=to.secret,
        body=body,
    )


def headers_of(delivery: Delivery, now: datetime) -> Mapping[str, str]:
    """What is sent along: the message's id, the time, and the signature of both and the body."""
    sent_at = str(int(now.timestamp()))
    signed = f"{delivery.delivery_id}.{sent_at}.{delivery.body}".encode()
    signature = b64encode(hmac.new(key_of(delivery.secret), signed, hashlib.sha256).digest()).decode()
    return {
        "content-type": "application/json",
        "webhook-id": delivery.delivery_id,
        "webhook-timestamp": sent_at,
        "webhook-signature": f"v1,{signature}",
    }


def next_attempt(attempts: int, now: datetime, chance: float) -> datetime | None:
    """When to try again after so many attempts, or None when it is given up.

    `chance`, from 0 to 1, spreads the attempts, so that an address that comes back is not met by all at once.
    """
    if attempts > len(RETRIED_AFTER):
        return None
    return now + RETRIED_AFTER[attempts - 1] * (1 + _JITTER * (2 * chance - 1))
