"""Addresses that a tenant has told of what is found: to name, to see and to remove."""

import secrets
from datetime import datetime
from typing import Annotated

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, SkipValidation
from msgspec import Meta, Struct, field

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import parse_tenant_id
from olympus.domain.webhooks.subscription import (
    MOST_PER_TENANT,
    Occasion,
    Subscription,
    checked_url,
    key_of,
    new_secret,
)
from olympus.entrypoints.http.dashboard import TenantInPath
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import own_tenant_only
from olympus.entrypoints.http.problems import problems
from olympus.ports.clock import Clock
from olympus.ports.webhooks import Webhooks


class WebhookIn(Struct, kw_only=True, forbid_unknown_fields=True):
    """Where to tell, and of what."""

    url: Annotated[
        str,
        Meta(
            description="An https address on the internet; what is sent is signed as Standard Webhooks says.",
            examples=["https://example.com/hooks/olympus"],
        ),
    ]
    events: Annotated[
        list[str],
        Meta(min_length=1, description=f"Of what it is told: {', '.join(Occasion)}.", examples=[list(Occasion)]),
    ] = field(default_factory=lambda: list(Occasion))
    secret: Annotated[
        str | None, Meta(description="`whsec_` and 24 to 64 bytes in base64; without one, a new one is given.")
    ] = None


class WebhookOut(Struct, kw_only=True):
    """An address that is told."""

    webhook_id: str
    url: str
    events: list[Occasion]
    created_at: datetime


class NewWebhookOut(WebhookOut, kw_only=True):
    """An address that is told from now on."""

    secret: Annotated[str, Meta(description="What messages are signed with. It is shown this once.")]


class WebhooksOut(Struct):
    """All addresses of a tenant, the oldest first."""

    tenant_id: str
    webhooks: list[WebhookOut]


class TooManyWebhooks(OlympusError):
    """One more address than a tenant may have."""

    code = "CONFLICT"

    def __init__(self) -> None:
        super().__init__(f"A tenant has at most {MOST_PER_TENANT} webhooks: remove one first.")


class NoSuchWebhook(OlympusError):
    """An address that was never named, or is removed."""

    code = "NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("This tenant has no such webhook.", field="webhook_id")


_EXAMPLE = {
    "webhook_id": "wh_6f1c2b",
    "url": "https://example.com/hooks/olympus",
    "events": [*Occasion],
    "created_at": "2026-03-18T12:00:00Z",
}
_SECRET_EXAMPLE = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # noqa: S105 - the bytes from 0 to 31
WebhookId = Annotated[str, PathParameter(description="The id that it was given.")]


@post(
    "/{tenant_id:str}",
    operation_id="addWebhook",
    summary="Have an address told",
    operation_class=documented(answer={**_EXAMPLE, "secret": _SECRET_EXAMPLE}),
    response_description="The address is told from now on.",
    responses=problems(400, 403, 409, 503),
)
async def add_webhook(
    *,
    webhooks: NamedDependency[SkipValidation[Webhooks]],
    clock: NamedDependency[SkipValidation[Clock]],
    tenant_id: TenantInPath,
    data: JSONBody[WebhookIn],
) -> NewWebhookOut:
    """Each message is sent with `webhook-id`, `webhook-timestamp` and `webhook-signature`, and again for two days
    until it is answered with a status from 200 to 299. Messages may come more than once, with the same id, and in
    any order.
    """
    secret = data.secret or new_secret()
    key_of(secret)
    subscription = Subscription(
        webhook_id=f"wh_{secrets.token_hex(12)}",
        tenant_id=parse_tenant_id(tenant_id),
        url=checked_url(data.url),
        secret=secret,
        occasions=tuple(dict.fromkeys(map(Occasion, data.events))),
        created_at=clock.now(),
    )
    if not await webhooks.add(subscription):
        raise TooManyWebhooks
    return NewWebhookOut(
        webhook_id=subscription.webhook_id,
        url=subscription.url,
        events=list(subscription.occasions),
        created_at=subscription.created_at,
        secret=secret,
    )


@get(
    "/{tenant_id:str}",
    operation_id="webhooks",
    summary="The addresses that are told",
    operation_class=documented(answer={"tenant_id": "demo-pizza", "webhooks": [_EXAMPLE]}),
    response_description="The addresses, without their secrets.",
    responses=problems(400, 403, 503),
)
async def webhooks_of_tenant(
    *, webhooks: NamedDependency[SkipValidation[Webhooks]], tenant_id: TenantInPath
) -> WebhooksOut:
    """Every address that this tenant named, the oldest first."""
    found = await webhooks.of_tenant(parse_tenant_id(tenant_id))
    return WebhooksOut(
        tenant_id,
        [
            WebhookOut(
                webhook_id=each.webhook_id, url=each.url, events=list(each.occasions), created_at=each.created_at
            )
            for each in found
        ],
    )


@delete(
    "/{tenant_id:str}/{webhook_id:str}",
    operation_id="removeWebhook",
    summary="Stop telling an address",
    response_description="It is told no more, not even what was on its way.",
    responses=problems(400, 403, 404, 503),
)
async def remove_webhook(
    *,
    webhooks: NamedDependency[SkipValidation[Webhooks]],
    tenant_id: TenantInPath,
    webhook_id: WebhookId,
) -> None:
    """Forget the address, and whatever is still to be sent to it."""
    if not await webhooks.remove(parse_tenant_id(tenant_id), webhook_id):
        raise NoSuchWebhook


webhook_routes = Router(
    "/api/analytics/webhooks",
    route_handlers=[add_webhook, webhooks_of_tenant, remove_webhook],
    guards=[own_tenant_only],
    tags=["Webhooks"],
)
