"""Whose event a message seems to be, without reading the rest of it."""

from msgspec import DecodeError, Struct
from msgspec.json import Decoder


class _Inner(Struct, gc=False):
    tenant_id: str | None = None


class _Context(Struct, gc=False):
    business_context: _Inner | None = None


class _Outer(Struct, gc=False):
    tenant_id: str | None = None
    tenantid: str | None = None
    payload: _Inner | None = None
    data: _Inner | None = None
    context: _Context | None = None


_DECODER = Decoder(_Outer)


def likely_tenant(message: bytes) -> str | None:
    """The tenant as far as it can be seen, in the order in which a decoder looks for it; None where it cannot."""
    try:
        seen = _DECODER.decode(message)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None
    inner = seen.payload or seen.data
    business = seen.context.business_context if seen.context else None
    return (
        seen.tenant_id
        or seen.tenantid
        or (inner.tenant_id if inner else None)
        or (business.tenant_id if business else None)
    )
