"""The reply to a question, as it travels."""

from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Answer
from olympus.domain.questions.amounts import value_in_words
from olympus.domain.questions.contributions import ByDimension
from olympus.entrypoints.http.figures_out import figure_out
from olympus.entrypoints.http.forecast_out import ForecastOut, forecast_out
from olympus.entrypoints.http.interpretation_out import InterpretationOut, interpretation_out
from olympus.entrypoints.http.query_out import AnswerOut, answer_out
from olympus.use_cases.ask_question import Reply


class ContributionOut(Struct):
    """How much of a change one value made."""

    value: str | int | None
    name: str
    change: Decimal | None
    now: Decimal | None
    before: Decimal | None


class ContributionsOut(Struct):
    """The contributions of the values of a dimension; they add up to `change`."""

    dimension: Dimension
    change: Decimal | None
    contributions: list[ContributionOut]


class SpokenAnswerOut(Struct, kw_only=True):
    """The answer in a sentence, as figures, as a chart, and what could be asked next."""

    sentence: str
    figures: Annotated[
        AnswerOut | None,
        Meta(description="As a metric query answers; beside a forecast, the past; null without figures."),
    ]
    forecast: Annotated[ForecastOut | None, Meta(description="What is expected, where that was asked.")]
    contributions: Annotated[
        list[ContributionsOut], Meta(description="Why it changed, the most telling cut first.")
    ]
    chart: Annotated[dict[str, Any] | None, Meta(description="A Vega-Lite 5 specification with its data inside.")]
    follow_ups: Annotated[list[str], Meta(description="Questions that can be asked as they stand.")]


class ReplyOut(Struct, kw_only=True):
    """The question, how it was read, and the answer."""

    query: str
    result: InterpretationOut
    answer: SpokenAnswerOut
    session_id: str


def reply_out(reply: Reply, session_id: str) -> ReplyOut:
    """The reply within a conversation."""
    return ReplyOut(
        query=reply.interpretation.raw,
        result=interpretation_out(reply.interpretation, reply.settings.zone),
        answer=SpokenAnswerOut(
            sentence=reply.sentence,
            figures=answer_out(reply.answer) if reply.answer else None,
            forecast=forecast_out(reply.forecast) if reply.forecast else None,
            contributions=[_contributions_out(each, reply.answer) for each in reply.contributions if reply.answer],
            chart=reply.chart,
            follow_ups=list(reply.follow_ups),
        ),
        session_id=session_id,
    )


def _contributions_out(found: ByDimension, answer: Answer) -> ContributionsOut:
    metric = answer.query.metrics[0]
    currency = answer.totals[metric.name].currency

    def figure(value: Decimal) -> Decimal | None:
        return figure_out(metric, value, currency)

    return ContributionsOut(
        found.dimension,
        figure(found.change),
        [
            ContributionOut(
                each.value,
                value_in_words(found.dimension, each.value, answer),
                figure(each.change),
                figure(each.now),
                figure(each.before),
            )
            for each in found.contributions
        ],
    )
