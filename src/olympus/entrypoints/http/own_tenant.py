"""Whoever comes in the name of a tenant reaches that tenant and no other."""

from collections.abc import Mapping
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from olympus.domain.errors import OlympusError

HEADER = "X-Tenant-ID"


class OtherTenant(OlympusError):
    """A request in the name of one tenant that asks for another's."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__(f"{HEADER} names another tenant than the request.", field="tenant_id")


class ForOperators(OlympusError):
    """A request in the name of a tenant for what belongs to whoever runs the service."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__(f"This is for the operator of the service; {HEADER} must be left out.")


Connection = ASGIConnection[Any, Any, Any, Any]


def own_tenant_only(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses a tenant in the path or the query that is not the one in the header, where there is one."""
    asked = connection.path_params.get("tenant_id") or connection.query_params.get("tenant_id")
    if asked:
        check_own_tenant(connection.headers, asked)


def check_own_tenant(headers: Mapping[str, str], asked: str) -> None:
    """The same for a tenant that is named in a body. Raises OtherTenant."""
    own = headers.get(HEADER)
    if own and asked != own:
        raise OtherTenant


def operators_only(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuses requests in the name of a tenant: dead letters hold messages of all of them."""
    if connection.headers.get(HEADER):
        raise ForOperators
