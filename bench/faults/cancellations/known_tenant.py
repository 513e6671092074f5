"""Tenants whose every answer shows at once whose it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from olympus.composition import Container
from olympus.domain.tenant import TenantId, TenantSettings

DAY = "2026-03-18"
"""The day of the known figures. What is sent while requests are cancelled happens later."""

_NOON = f"{DAY}T12:00:00Z"
RECEIVED_AT = datetime(2026, 4, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownTenant:
    """One of fifty or so: revenue, best seller and settings are nobody else's."""

    number: int

    @property
    def tenant_id(self) -> TenantId:
        return TenantId(f"tenant-{self.number:02d}")

    @property
    def revenue(self) -> Decimal:
        return Decimal(1_000 + self.number) + Decimal(self.number) / 100

    @property
    def dish(self) -> str:
        return f"dish-of-{self.tenant_id}"

    @property
    def settings(self) -> TenantSettings:
        return TenantSettings(day_start=time(0, self.number), default_reorder_point=Decimal(self.number))

    @property
    def events(self) -> list[bytes]:
        """The order and the payment from which the known figures come."""
        order, paid = f"known-{self.number}", f"paid-{self.number}"
        total = str(self.revenue)
        money = {"order_id": order, "payment_id": paid, "currency": "EUR", "total": total, "amount": total}
        item = {"product_id": self.dish, "name": self.dish, "quantity": 1, "unit_price": total}
        return [
            event(self, "order.created", order, _NOON, {**money, "items": [item]}),
            event(self, "payment.processed", paid, _NOON, money),
        ]


def event(tenant: KnownTenant, name: str, event_id: str, at: str, payload: Mapping[str, object]) -> bytes:
    """A message that says so."""
    told = {"id": event_id, "name": name, "tenant_id": tenant.tenant_id, "occurred_at": at, "payload": payload}
    return json.dumps(told).encode()


async def make_known(container: Container, tenants: list[KnownTenant]) -> None:
    """Record their events, and keep their settings."""
    decoder = container.decoder()
    await container.event_store().record(
        [decoder.decode(body, received_at=RECEIVED_AT) for tenant in tenants for body in tenant.events]
    )
    for tenant in tenants:
        await container.tenants().save(tenant.tenant_id, tenant.settings)
