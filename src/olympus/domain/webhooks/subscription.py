"""An address that is told of what happens to a tenant."""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from olympus.domain.errors import OlympusError, UnknownName, quoted
from olympus.domain.tenant import TenantId

MOST_PER_TENANT = 10
LONGEST_URL = 2_000
_SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with
_SECRET_BYTES = range(24, 65)


class Occasion(StrEnum):
    """What can be told of."""

    ANOMALY_DETECTED = "anomaly.detected"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("occasion", value, cls, field="events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Tells `url` of the `occasions`, with messages signed by `secret`."""

    webhook_id: str
    tenant_id: TenantId
    url: str
    secret: str = field(repr=False)
    occasions: tuple[Occasion, ...] = tuple(Occasion)
    created_at: datetime


def checked_url(url: str) -> str:
    """The address. Raises InvalidWebhook unless it is one that could be told of something over HTTP."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InvalidWebhook(url, "it is no address") from None
    if len(url) > LONGEST_URL or re.search(r"[\s\x00-\x1f\x7f]", url):
        raise InvalidWebhook(url, "it is too long, or holds spaces")
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise InvalidWebhook(url, "it begins with https:// and names a host")
    if parts.username or parts.password or parts.fragment:
        raise InvalidWebhook(url, "it holds no user, password or fragment; the secret signs what is sent")
    return url


def new_secret() -> str:
    """A secret of 256 bits."""
    return _SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The key that a secret spells. Raises InvalidWebhook unless it is `whsec_` and 24 to 64 bytes in base64."""
    try:
        key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_SECRET_PREFIX) or len(key) not in _SECRET_BYTES:
        raise OlympusError(
            f"A secret is {_SECRET_PREFIX} followed by 24 to 64 bytes in base64; leave it out to be given one.",
            field="secret",
        )
    return key


class InvalidWebhook(OlympusError):
    """An address that nothing can be sent to, or is not to be."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{quoted(url)} cannot be told of anything: {why}.", field="url")
