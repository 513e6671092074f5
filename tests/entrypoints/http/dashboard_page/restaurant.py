"""A restaurant with two places for a page to show: two months of orders, people, stock, and names that bite."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from olympus.domain.tenant import TenantId, TenantSettings

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""A Wednesday, 13:00 in Rome."""

TENANT = TenantId("trattoria")
SETTINGS = TenantSettings(time_zone="Europe/Rome", currency="EUR")
BITING_NAME = "<img src=x onerror=\"document.title='bitten'\"><b>Calzone</b>"

_DAYS = 60
_MENU = (
    ("margherita", "Margherita", "Pizza", 9),
    ("diavola", "Diavola", "Pizza", 11),
    ("calzone", BITING_NAME, "Pizza", 12),
    ("tiramisu", "Tiramisù", "Dolce", 6),
    ("acqua", "=Acqua", "Bevande", 2),
)
_PLACES = ("rome", "milan")
_CHANNELS = ("dine_in", "web", "mobile")
_METHODS = ("credit_card", "cash", "wallet")


def events() -> Iterator[dict[str, Any]]:
    """Orders with their payments, logins, and stock of which some is low."""
    number = 0
    for day in range(_DAYS, -1, -1):
        noon = NOW - timedelta(days=day)
        for order in range(6 + (day * 5) % 7 + (3 if noon.weekday() > 3 else 0)):
            number += 1
            yield from _order(number, noon - timedelta(minutes=20 + 37 * order))
        yield _event("user.logged_in", {"user_id": f"u-{day % 9}"}, noon - timedelta(minutes=5))
    for place, (product, name, _, _) in enumerate(_MENU):
        stock = {
            "product_id": product,
            "name": name,
            "location_id": "rome",
            "quantity": 4 * place,
            "reorder_point": 9,
        }
        yield _event("inventory.updated", stock, NOW - timedelta(days=20))


def order_placed(number: int, total: str, at: datetime) -> list[dict[str, Any]]:
    """One more order and its payment."""
    order = {"order_id": f"o-{number}", "total": total, "currency": "EUR", "location_id": "rome", "channel": "web"}
    payment = {"payment_id": f"p-{number}", "order_id": f"o-{number}", "amount": total, "currency": "EUR"}
    return [_event("order.created", order, at), _event("payment.processed", payment, at)]


def _order(number: int, at: datetime) -> Iterator[dict[str, Any]]:
    chosen = {_MENU[number % 5], _MENU[(number * 3 + 1) % 5]}
    count = 1 + number % 2
    items = [
        {
            "product_id": product,
            "name": name,
            "category": category,
            "quantity": count,
            "unit_price": str(price),
        }
        for product, name, category, price in sorted(chosen)
    ]
    total = count * sum(price for _, _, _, price in chosen)
    context = {
        "location_id": _PLACES[number % 3 // 2],
        "channel": _CHANNELS[number % 3],
        "customer_id": f"c-{number % 41}",
    }
    yield _event(
        "order.created",
        {"order_id": f"o-{number}", "total": f"{total}.00", "currency": "EUR", "items": items, **context},
        at,
    )
    payment = {"payment_id": f"p-{number}", "order_id": f"o-{number}", "amount": f"{total}.00", "currency": "EUR"}
    yield _event("payment.processed", payment | {"method": _METHODS[number % 3]}, at + timedelta(seconds=40))


def _event(name: str, payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {"name": f"events.{name}", "tenant_id": TENANT, "occurred_at": at.isoformat(), "payload": payload}
