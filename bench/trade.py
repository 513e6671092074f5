"""A year of trade, made up from a seed: orders of two items, each paid at once, about 600 bytes an event."""

import json
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_PRODUCTS = [(f"p-{number}", f"Dish number {number}", f"{4 + number * 0.35:.2f}") for number in range(40)]
_LOCATIONS = ("loc-1", "loc-2", "loc-3")
_CHANNELS = ("web", "pos", "phone")
_LOGIN_EVERY = 10


def messages(
    count: int,
    *,
    tenants: int,
    start: datetime,
    span: timedelta,
    seed: int = 20260318,
    failing_every: int | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Channel and body of `count` events in the order of time, spread evenly over `span`.

    Every payment is completed, unless every so many are to fail.
    """
    chance = random.Random(seed)
    names = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(tenants)]
    step = span / count
    for number in range(0, count, 2):
        tenant = names[number // 2 % tenants]
        at = (start + number * step).astimezone(UTC).isoformat()
        order, payment = _order(chance, number, tenant), _payment(chance, number)
        if number // 2 % _LOGIN_EVERY == 0:
            order = {"user_id": f"customer-{chance.randrange(5000)}", "login_method": "password"}
            yield _native("events.user.logged_in", tenant, at, order, chance)
        else:
            yield _native("events.order.created", tenant, at, order, chance)
        if failing_every and number // 2 % failing_every == 1:
            payment["status"] = "Failed"
        payment["amount"] = order.get("total", "12.00")
        yield _native("events.payment.processed", tenant, at, payment, chance)


def _order(chance: random.Random, number: int, tenant: str) -> dict[str, object]:
    items = []
    total = 0
    for _ in range(2):
        product, name, price = chance.choice(_PRODUCTS)
        cents = int(price.replace(".", ""))
        total += cents
        items.append(
            {
                "product_id": product,
                "name": name,
                "category": "dish",
                "quantity": 1,
                "unit_price": price,
                "total": price,
            }
        )
    return {
        "order_id": f"order-{number}",
        "order_number": f"{tenant[:8]}-{number:08d}",
        "customer_id": f"customer-{chance.randrange(5000)}",
        "location_id": chance.choice(_LOCATIONS),
        "channel": chance.choice(_CHANNELS),
        "currency": "EUR",
        "total": f"{total // 100}.{total % 100:02d}",
        "items": items,
    }


def _payment(chance: random.Random, number: int) -> dict[str, object]:
    return {
        "payment_id": f"payment-{number}",
        "order_id": f"order-{number}",
        "currency": "EUR",
        "method": chance.choice(("credit_card", "cash", "paypal")),
        "status": "Completed",
        "gateway": "stripe",
        "transaction_id": f"ch_{chance.getrandbits(96):024x}",
        "note": "x" * 180,
    }


def _native(
    name: str, tenant: str, at: str, payload: dict[str, object], chance: random.Random
) -> tuple[str, bytes]:
    event = {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "name": name,
        "tenant_id": tenant,
        "occurred_at": at,
        "context": {"source": "commerce", "request_id": f"req-{chance.getrandbits(64):016x}"},
        "payload": payload,
    }
    return name, json.dumps(event).encode()
