"""Which recommendations are asked for."""

from dataclasses import dataclass, field

from olympus.domain.errors import OlympusError, quoted
from olympus.domain.replenishment.policy import ReplenishmentPolicy

MOST_ACTIONS = 100
USUAL_ACTIONS = 10
USUAL_TIMEFRAME = "last_28_days"
LEAST_DAYS = 28
"""What rests on less than four weeks of trade is no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsRequest:
    """What a caller asks for; the timeframe is that of the trade to be looked at. Raises LimitOutOfRange."""

    timeframe: str | None = None
    start: str | None = None
    end: str | None = None
    location_id: str | None = None
    limit: int = USUAL_ACTIONS
    policy: ReplenishmentPolicy = field(default_factory=ReplenishmentPolicy)

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_ACTIONS:
            raise LimitOutOfRange(self.limit)


class LimitOutOfRange(OlympusError):
    """No recommendations, or more than are given."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"1 to {MOST_ACTIONS} actions are recommended, not {quoted(limit)}.", field="limit")
