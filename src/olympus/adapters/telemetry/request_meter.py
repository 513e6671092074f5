"""Requests timed under the names of OpenTelemetry's conventions, which dashboards know already."""

from prometheus_client import CollectorRegistry, Histogram

from olympus.ports.request_meter import RequestMeter

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
"""Those that the convention advises."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"})
_NO_ROUTE = "unmatched"


class PrometheusRequestMeter(RequestMeter):
    """One histogram by method, route and status: its count is the number of requests."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seconds = Histogram(
            "http_server_request_duration_seconds",
            "How long requests took until their answer was sent.",
            ["http_request_method", "http_route", "http_response_status_code"],
            buckets=_SECONDS,
            registry=registry,
        )

    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        known = method if method in _METHODS else "_OTHER"
        self._seconds.labels(known, route or _NO_ROUTE, status).observe(seconds)
