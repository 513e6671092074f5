"""Look over the intake for an operator: what waits, who works on it, and what was set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.dead_letters import DeadLetters
from olympus.ports.event_stream import Backlog, EventStream, WorkerState
from olympus.use_cases.check_health import LONGEST_LAG_SECONDS


@dataclass(frozen=True, slots=True)
class IntakeSurvey:
    """How the intake was found."""

    backlog: Backlog
    workers: Sequence[WorkerState]
    dead_letters: Mapping[RejectionReason, int]

    @property
    def is_behind(self) -> bool:
        """Whether the oldest entry waits longer than it should, by the same measure as the health."""
        return self.backlog.oldest_seconds > LONGEST_LAG_SECONDS


class SurveyIntake:
    """Asks the stream, and then the dead letters."""

    def __init__(self, stream: EventStream, dead_letters: DeadLetters) -> None:
        self._stream = stream
        self._dead_letters = dead_letters

    async def __call__(self) -> IntakeSurvey:
        """What there is now. Raises SourceUnavailable."""
        return IntakeSurvey(
            await self._stream.backlog(), await self._stream.workers(), await self._dead_letters.count()
        )
