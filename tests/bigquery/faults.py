"""What goes wrong on the way to BigQuery, in BigQuery's own shapes."""

import re
import threading
from dataclasses import dataclass

from tests.bigquery.http_messages import Request, Response


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answered instead of the service; callers tell errors apart by `status` and `reason`."""

    status: int
    reason: str
    message: str
    canonical: str

    def response(self) -> Response:
        error = {"reason": self.reason, "message": self.message, "domain": "global"}
        summary = {"code": self.status, "message": self.message, "errors": [error], "status": self.canonical}
        return Response.of_json(self.status, {"error": summary})


@dataclass(frozen=True, slots=True)
class LostReply:
    """The request is carried out, and the connection breaks before the answer."""


Fault = Refusal | LostReply

UNAVAILABLE = Refusal(503, "backendError", "The service is currently unavailable.", "UNAVAILABLE")
QUOTA_EXCEEDED = Refusal(403, "quotaExceeded", "Quota exceeded: imports per table.", "PERMISSION_DENIED")
UNAUTHENTICATED = Refusal(401, "authError", "Request had invalid credentials.", "UNAUTHENTICATED")


@dataclass(slots=True)
class _Order:
    matching: re.Pattern[str]
    fault: Fault
    left: int


class FaultPlan:
    """The faults that are still to come, in the order in which they were asked for. Any thread may ask."""

    def __init__(self) -> None:
        self._orders: list[_Order] = []
        self._lock = threading.Lock()

    def add(self, matching: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._orders.append(_Order(re.compile(matching), fault, times))

    def clear(self) -> None:
        with self._lock:
            self._orders.clear()

    def next_for(self, request: Request) -> Fault | None:
        """The first fault that fits the request, used up by one; None if none does."""
        with self._lock:
            for order in self._orders:
                if order.left > 0 and order.matching.search(f"{request.method} {request.target}"):
                    order.left -= 1
                    return order.fault
        return None
