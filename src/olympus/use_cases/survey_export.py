"""How far the warehouse lags behind what is recorded."""

from dataclasses import dataclass

from olympus.ports.clock import Clock
from olympus.ports.component import Component, Fact, State
from olympus.ports.event_log import EventLog
from olympus.ports.export_meter import ExportMeter
from olympus.ports.export_progress import ExportProgress

LONGEST_LAG_SECONDS = 900
"""An event that waits longer than this for its export means that nobody exports, or that it cannot be done."""


@dataclass(frozen=True, slots=True)
class ExportLag:
    """How many events wait at most, for how long the oldest has, and why, where that is known."""

    events: int
    seconds: float
    trouble: str | None


class SurveyExport:
    """Asks the log and the progress; the warehouse itself is not asked, which may cost."""

    def __init__(self, log: EventLog, progress: ExportProgress, meter: ExportMeter, clock: Clock) -> None:
        self._log = log
        self._progress = progress
        self._meter = meter
        self._clock = clock

    async def __call__(self) -> ExportLag:
        """The lag now, which the meter is told as well. Raises SourceUnavailable."""
        progress = await self._progress.current()
        waiting = await self._log.waiting(progress.exported_until)
        age = (self._clock.now() - waiting.oldest_at).total_seconds() if waiting.oldest_at else 0.0
        lag = ExportLag(waiting.events, round(max(age, 0.0), 3), progress.trouble)
        self._meter.lag(lag.events, lag.seconds)
        return lag

    def forget(self) -> None:
        """The lag cannot be told now."""
        self._meter.lag(None, None)

    def component(self, kind: str) -> Component:
        """The warehouse, judged by how far behind it is. `kind` says what it runs on."""

        async def examine() -> State:
            lag = await self()
            facts: dict[str, Fact] = {
                "configured": True,
                "kind": kind,
                "lag_events": lag.events,
                "lag_seconds": lag.seconds,
                "trouble": lag.trouble,
            }
            return State(facts, fit=lag.trouble is None and lag.seconds <= LONGEST_LAG_SECONDS)

        away: dict[str, Fact] = {
            "configured": True,
            "kind": kind,
            "lag_events": None,
            "lag_seconds": None,
            "trouble": None,
        }
        return Component("warehouse", examine, when_away=away)
