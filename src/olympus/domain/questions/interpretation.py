"""What a question was taken to ask, said in full, so that its reader can check it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Direction, Filter


class Intent(StrEnum):
    """What kind of answer is wanted."""

    METRIC_SUMMARY = "metric_summary"
    TREND = "trend"
    BREAKDOWN = "breakdown"
    COMPARISON = "comparison"
    FORECAST = "forecast"
    RECOMMENDATION = "recommendation"
    ANOMALY = "anomaly"
    HELP = "help"
    UNKNOWN = "unknown"


class Match(NamedTuple):
    """A part of the text, from `start` to before `end` in characters, and what it was read as."""

    text: str
    start: int
    end: int
    read_as: str


@dataclass(frozen=True, slots=True)
class Clarification:
    """What has to be asked back, and the questions that it could have been."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The timeframe of a question: its name in the catalogue or "custom", and what it resolves to."""

    name: str = "all_time"
    interval: Interval = ALL_TIME


ALL_OF_TIME = AskedTime()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A question, read. Without metrics it asks for the headline figures, unless its intent says otherwise.

    `order` goes by the first metric. `horizon` is the time that a forecast is wanted for. `confidence` is from 0,
    nothing understood, to 1, every word. `explanation` says why a question is `unknown`.
    """

    raw: str
    intent: Intent
    metrics: tuple[str, ...] = ()
    time: AskedTime = ALL_OF_TIME
    horizon: AskedTime | None = None
    granularity: Granularity | None = None
    group_by: tuple[Dimension, ...] = ()
    filters: tuple[Filter, ...] = ()
    order: Direction | None = None
    limit: int | None = None
    comparison: Comparison = Comparison.NONE
    confidence: float = 1.0
    matched: tuple[Match, ...] = ()
    assumptions: tuple[str, ...] = ()
    clarification: Clarification | None = None
    explanation: str | None = None
    is_unread: bool = False
    """Whether it is `unknown` for a word that was not understood, or because no figure was: another may know."""
    interpreter: str = "grammar"

    @property
    def metric(self) -> str:
        """The first metric, or "general"."""
        return self.metrics[0] if self.metrics else "general"
