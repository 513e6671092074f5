"""The export counted for tests and for whoever uses the library by itself."""

from olympus.ports.export_meter import ExportMeter


class InMemoryExportMeter(ExportMeter):
    """Plain sums."""

    def __init__(self) -> None:
        self.events = 0
        self.batches = 0
        self.failures = 0
        self.last_lag: tuple[int | None, float | None] = (None, None)

    def exported(self, events: int, seconds: float) -> None:
        self.events += events
        self.batches += 1

    def failed(self) -> None:
        self.failures += 1

    def lag(self, events: int | None, seconds: float | None) -> None:
        self.last_lag = events, seconds
