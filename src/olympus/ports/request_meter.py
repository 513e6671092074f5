"""How long do callers of the HTTP API wait, and for what?"""

from abc import abstractmethod
from typing import Protocol


class RequestMeter(Protocol):
    """Keeps count of answered requests. Cheap, never waits and never fails, as the IntakeMeter."""

    @abstractmethod
    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """A request has its answer.

        `route` is the template of its path, `/tenants/{tenant_id}` and never `/tenants/cafe`, or None where
        no route took it: what callers make up must not become a series of its own.
        """
