"""How a question was read, as it travels."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct, field

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Direction, Operator
from olympus.domain.questions.interpretation import AskedTime, Clarification, Intent, Interpretation
from olympus.entrypoints.http.figure_parts import local


class ReadFilterOut(Struct):
    """What was chosen or left out."""

    dimension: Dimension
    op: str
    value: Any


class MatchOut(Struct):
    """A phrase of the question, where it stands, and what it was read as."""

    text: str
    start: Annotated[int, Meta(description="The place of its first character.")]
    end: Annotated[int, Meta(description="The place after its last character.")]
    read_as: Annotated[str, Meta(examples=["metric revenue"])] = field(name="as")


class ClarificationOut(Struct):
    """What is asked back."""

    question: str
    choices: Annotated[
        list[str], Meta(description="Questions that it could have been; any can be asked as it stands.")
    ]


class HorizonOut(Struct):
    """The time that a forecast is wanted for."""

    timeframe: str
    start: datetime | None
    end: datetime | None


class InterpretationOut(Struct, kw_only=True):
    """What the question was taken to ask."""

    intent: Intent
    metric: Annotated[str, Meta(description="The first metric, or `general` for the headline figures.")]
    metrics: list[str]
    timeframe: Annotated[str, Meta(description="A name of the catalogue, or `custom`.")]
    start: Annotated[datetime | None, Meta(description="Null where it is open, as all time is.")]
    end: Annotated[datetime | None, Meta(description="The instant before which it ends.")]
    granularity: Granularity | None
    group_by: list[Dimension]
    filters: list[ReadFilterOut]
    order: Direction | None
    limit: int | None
    comparison: Comparison | None
    confidence: Annotated[float, Meta(description="From 0, nothing understood, to 1, every word.")]
    raw: Annotated[str, Meta(description="The question as it came.")]
    matched: list[MatchOut]
    assumptions: Annotated[list[str], Meta(description="Which of several fair readings was taken, in sentences.")]
    clarification: ClarificationOut | None
    explanation: Annotated[str | None, Meta(description="Why the question is `unknown`.")]
    horizon: HorizonOut | None
    interpreter: Annotated[str, Meta(description="`grammar` or `openai`.")]


def interpretation_out(asked: Interpretation, zone: ZoneInfo) -> InterpretationOut:
    """The interpretation, its times in a zone."""
    return InterpretationOut(
        intent=asked.intent,
        metric=asked.metric,
        metrics=list(asked.metrics),
        timeframe=asked.time.name,
        start=local(asked.time.interval.start, zone),
        end=local(asked.time.interval.end, zone),
        granularity=asked.granularity,
        group_by=list(asked.group_by),
        filters=[
            ReadFilterOut(
                each.dimension,
                each.operator.value,
                list(each.values) if each.operator in (Operator.IN, Operator.NOT_IN) else each.values[0],
            )
            for each in asked.filters
        ],
        order=asked.order,
        limit=asked.limit,
        comparison=None if asked.comparison is Comparison.NONE else asked.comparison,
        confidence=asked.confidence,
        raw=asked.raw,
        matched=[MatchOut(each.text, each.start, each.end, each.read_as) for each in asked.matched],
        assumptions=list(asked.assumptions),
        clarification=_clarification(asked.clarification),
        explanation=asked.explanation,
        horizon=_horizon(asked.horizon, zone) if asked.horizon else None,
        interpreter=asked.interpreter,
    )


def _clarification(asked_back: Clarification | None) -> ClarificationOut | None:
    return ClarificationOut(asked_back.question, list(asked_back.choices)) if asked_back else None


def _horizon(ahead: AskedTime, zone: ZoneInfo) -> HorizonOut:
    return HorizonOut(ahead.name, local(ahead.interval.start, zone), local(ahead.interval.end, zone))
