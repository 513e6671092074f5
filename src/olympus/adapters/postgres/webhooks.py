"""Subscriptions and messages in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.domain.tenant import TenantId
from olympus.domain.webhooks.delivery import Delivery
from olympus.domain.webhooks.subscription import MOST_PER_TENANT, Occasion, Subscription
from olympus.ports.webhook_outbox import WebhookOutbox
from olympus.ports.webhooks import Webhooks

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('olympus webhooks'), hashtext(:tenant_id))")
_ADD = text("""
    INSERT INTO webhooks (webhook_id, tenant_id, url, secret, occasions, created_at)
    SELECT :webhook_id, :tenant_id, :url, :secret, :occasions, :created_at
    WHERE (SELECT count(*) FROM webhooks WHERE tenant_id = :tenant_id) < :most
""")
_OF_TENANT = text("SELECT * FROM webhooks WHERE tenant_id = :tenant_id ORDER BY created_at, webhook_id")
_REMOVE = text("DELETE FROM webhooks WHERE tenant_id = :tenant_id AND webhook_id = :webhook_id")
_PUT = text("""
    INSERT INTO webhook_deliveries (delivery_id, webhook_id, body, created_at, next_at)
    SELECT :delivery_id, webhook_id, :body, :now, :now
    FROM webhooks
    WHERE webhook_id = :webhook_id
    FOR KEY SHARE
    ON CONFLICT (delivery_id) DO NOTHING
""")
_TAKE = text("""
    WITH due AS (
        SELECT delivery_id
        FROM webhook_deliveries
        WHERE next_at <= :now
        ORDER BY next_at
        LIMIT :limit
        FOR UPDATE SKIP LOCKED
    )
    UPDATE webhook_deliveries d
    SET next_at = CAST(:now AS timestamptz) + :lease
    FROM due, webhooks w
    WHERE d.delivery_id = due.delivery_id AND w.webhook_id = d.webhook_id
    RETURNING d.delivery_id, d.webhook_id, d.body, d.attempts, w.tenant_id, w.url, w.secret
""")
_DELIVERED = text("""
    UPDATE webhook_deliveries
    SET next_at = NULL, delivered_at = :now, attempts = attempts + 1, trouble = NULL
    WHERE delivery_id = :delivery_id
""")
_FAILED = text("""
    UPDATE webhook_deliveries
    SET next_at = :next_at, attempts = attempts + 1, trouble = :trouble
    WHERE delivery_id = :delivery_id AND delivered_at IS NULL
""")

_FORGET = text("DELETE FROM webhook_deliveries WHERE next_at IS NULL AND created_at < :before")


class PostgresWebhooks(Webhooks, WebhookOutbox):
    """The tables `webhooks` and `webhook_deliveries`; a message of an address that is removed goes with it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, subscription: Subscription) -> bool:
        row = {
            "webhook_id": subscription.webhook_id,
            "tenant_id": subscription.tenant_id,
            "url": subscription.url,
            "secret": subscription.secret,
            "occasions": list(subscription.occasions),
            "created_at": subscription.created_at,
            "most": MOST_PER_TENANT,
        }
        with reaching("the webhooks"):
            async with self._engine.begin() as connection:
                await connection.execute(_ONE_AT_A_TIME, {"tenant_id": subscription.tenant_id})
                return (await connection.execute(_ADD, row)).rowcount > 0

    async def of_tenant(self, tenant_id: TenantId) -> Sequence[Subscription]:
        with reaching("the webhooks"):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(_OF_TENANT, {"tenant_id": tenant_id})).all()
        return [_subscription(row) for row in rows]

    async def remove(self, tenant_id: TenantId, webhook_id: str) -> bool:
        if "\0" in webhook_id:  # no text of PostgreSQL holds one
            return False
        return await self._change(_REMOVE, tenant_id=tenant_id, webhook_id=webhook_id) > 0

    async def put(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        with reaching("the webhooks"):
            async with self._engine.begin() as connection:
                for each in deliveries:
                    row = {"delivery_id": each.delivery_id, "webhook_id": each.webhook_id, "body": each.body}
                    await connection.execute(_PUT, {**row, "now": now})

    async def take(self, now: datetime, *, limit: int, lease: timedelta) -> Sequence[Delivery]:
        with reaching("the webhooks"):
            async with self._engine.begin() as connection:
                taken = await connection.execute(_TAKE, {"now": now, "limit": limit, "lease": lease})
                return [_delivery(row) for row in taken]

    async def delivered(self, delivery: Delivery, now: datetime) -> None:
        await self._change(_DELIVERED, delivery_id=delivery.delivery_id, now=now)

    async def failed(self, delivery: Delivery, trouble: str, next_at: datetime | None) -> None:
        await self._change(_FAILED, delivery_id=delivery.delivery_id, trouble=trouble, next_at=next_at)

    async def forget(self, before: datetime) -> None:
        await self._change(_FORGET, before=before)

    async def _change(self, statement: Any, **parameters: Any) -> int:
        with reaching("the webhooks"):
            async with self._engine.begin() as connection:
                changed: int = (await connection.execute(statement, parameters)).rowcount
                return changed


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        webhook_id=row.webhook_id,
        tenant_id=row.tenant_id,
        url=row.url,
        secret=row.secret,
        occasions=tuple(map(Occasion, row.occasions)),
        created_at=row.created_at,
    )


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        delivery_id=row.delivery_id,
        webhook_id=row.webhook_id,
        tenant_id=row.tenant_id,
        url=row.url,
        secret=row.secret,
        body=row.body,
        attempts=row.attempts,
    )
