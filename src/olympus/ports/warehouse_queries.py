"""What do people want to know of the warehouse themselves? Their own SQL, on one tenant's events, read only."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

from olympus.domain.errors import OlympusError
from olympus.domain.tenant import TenantId


class QueryRefused(OlympusError):
    """SQL that cannot be run: it is no single SELECT, reads what is not there, or would cost too much."""


class Result(NamedTuple):
    """The first rows that a query found, by column."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    is_complete: bool


@runtime_checkable
class WarehouseQueries(Protocol):
    """Answers SQL in BigQuery's dialect about `events` and the views of it, as if there were this tenant alone."""

    @abstractmethod
    async def estimate(self, tenant_id: TenantId, query: str) -> int:
        """Bytes that the query would read at most. Raises QueryRefused, SourceUnavailable, WarehouseUnfit."""

    @abstractmethod
    async def answer(self, tenant_id: TenantId, query: str, *, most_rows: int) -> Result:
        """What the query finds. Raises QueryRefused, SourceUnavailable, WarehouseUnfit."""
