"""What a word or a phrase of a question can mean."""

from dataclasses import dataclass
from enum import Enum, auto

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Direction, Value
from olympus.domain.time_expressions.reading import TimeReading


class Cue(Enum):
    """Words that mean nothing by themselves and say what is done with the others."""

    # That of Enum is written in Python, and a question looks up dozens of cues.
    __hash__ = object.__hash__

    ADDED = auto()
    """"also", "what about": to what was asked before."""
    AVERAGE = auto()
    BREAKDOWN = auto()
    """"breakdown", "mix": the dimension beside it is what is grouped by."""
    BOUGHT = auto()
    """"bought", "ordered": what was, by whom."""
    CHANGE = auto()
    """"up or down", "grew": whether it differs from the period before."""
    COMPARE = auto()
    EITHER = auto()
    EXCEPT = auto()
    FORECAST = auto()
    GROUP = auto()
    """"by", "per": what follows is what is grouped by."""
    HELP = auto()
    HOW_MANY = auto()
    HOW_MUCH = auto()
    LIST = auto()
    NEWEST = auto()
    """"recent", "latest": single rows are wanted."""
    ODD = auto()
    OF = auto()
    """"in", "at", "for": a value may follow."""
    ONLY = auto()
    PERFORMANCE = auto()
    """"how are we doing": the headline figures."""
    RECOMMEND = auto()
    SAME = auto()
    """"the same period": the time that follows is what is compared with."""
    SHARE = auto()
    """"percentage", "rate": one figure as a part of another."""
    SORTED_BY = auto()
    STOP = auto()
    """The end of a sentence."""
    TIMES = auto()
    TREND = auto()
    WHICH = auto()
    WHO = auto()
    WHY = auto()
    WRITE = auto()
    """"delete": something is to be changed, which no question can do."""


class State(Enum):
    """What became of an order or a payment."""

    CANCELLED = auto()
    FAILED = auto()
    REFUNDED = auto()
    SUCCEEDED = auto()


@dataclass(frozen=True, slots=True)
class MetricNamed:
    """One of the catalogue's metrics.

    `beside` is another that the same words name: "new and returning customers".
    """

    name: str
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class DimensionNamed:
    """One of the catalogue's dimensions; `metric` is what the same word can count ("customers")."""

    dimension: Dimension
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class ValueNamed:
    """Values that dimensions have: more than one where several have a value of that name."""

    choices: tuple[tuple[Dimension, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in quotation marks, or a name that nothing is known of."""

    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number."""

    number: int


@dataclass(frozen=True, slots=True)
class Every:
    """ "daily", "by month": a point for each unit of time."""

    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Unit:
    """ "day", "month": what it does depends on what stands before it."""

    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Versus:
    """ "year over year", "vs last month": what is compared with; the granularity goes with "MoM"."""

    comparison: Comparison
    granularity: Granularity | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """ "most", "lowest": which end of an order; `metric` is what "best-selling" or "busiest" is measured in."""

    direction: Direction
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that people ask for and that events do not tell: profit, reviews, the weather."""

    what: str


class Plain(Enum):
    """A word that changes nothing: "please", "show", "our"."""

    PLAIN = auto()


class Unread(Enum):
    """A word that nobody knows here."""

    UNREAD = auto()


Meaning = (
    Cue
    | State
    | MetricNamed
    | DimensionNamed
    | ValueNamed
    | Quoted
    | Count
    | Every
    | Unit
    | Versus
    | Rank
    | Beyond
    | Plain
    | Unread
    | TimeReading
)
