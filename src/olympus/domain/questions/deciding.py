"""What kind of answer a question wants, and what it wants that no event tells."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Unit as MetricUnit
from olympus.domain.questions.comparing import Timing, spans_several
from olympus.domain.questions.grouping import Grouping
from olympus.domain.questions.interpretation import Intent
from olympus.domain.questions.meaning import (
    Beyond,
    Count,
    Cue,
    DimensionNamed,
    Every,
    Meaning,
    MetricNamed,
    Quoted,
    Rank,
    State,
    Unit,
    Unread,
    ValueNamed,
)
from olympus.domain.questions.measuring import NEAR
from olympus.domain.questions.metric_words import STATES
from olympus.domain.questions.question import Question
from olympus.domain.time_expressions.reading import TimeReading

_HARMLESS = re.compile(r"[a-z]{3,}(?:ed|ly|ing)$")
"""Words that say how or what was done; to leave one out narrows nothing that a figure could mean."""

_ROWS = frozenset(
    {
        *("orders", "payments", "customers", "active_users", "logins", "refunds", "new_users", "refund_count"),
        *("cancelled_orders", "payment_failures"),
    }
)
"""What there are single ones of that somebody could want to see."""

_KINDS = frozenset(
    {"new_customers", "returning_customers", "active_users", "new_users", "payment_failures", "cancelled_orders"}
)

_ACTS = frozenset({"refund", "cancel", "drop", "charge", "order", "void", "reimburse", "sell", "pay"})

_FOR_EACH = frozenset(
    {"per", "each", "every", "for each", "for every", "in each", "at each", "in every", "of each"}
)

_KINDLESS = frozenset(
    {"payment_success_rate", "refund_rate", "cancellation_rate", "payment_failures", "refund_count"}
)
"""Figures that say themselves what became of something."""

VOCABULARY_HINT = "Ask for revenue, orders, customers, payments, logins or stock: by when, where and what."


def intent_of(question: Question, grouped: Grouping, timing: Timing, *, of_values: bool) -> Intent:
    """The intent of a question that can be answered."""
    if (said := _said_outright(question)) is not None:
        return said
    if _looks_ahead(question, timing):
        return Intent.FORECAST
    if _compares(question, timing, of_values):
        return Intent.COMPARISON
    if grouped.granularity or question.has(Cue.TREND) or _grows_over(question, timing):
        return Intent.TREND
    return Intent.BREAKDOWN if grouped.dimensions else Intent.METRIC_SUMMARY


def _said_outright(question: Question) -> Intent | None:
    """The intent that a single word decides, whatever else is said."""
    for cues, intent in _OUTRIGHT:
        if question.has(*cues):
            return intent
    return None


_OUTRIGHT = (
    ((Cue.HELP,), Intent.HELP),
    ((Cue.RECOMMEND,), Intent.RECOMMENDATION),
    ((Cue.WHY, Cue.ODD), Intent.ANOMALY),
)


def _looks_ahead(question: Question, timing: Timing) -> bool:
    return timing.ahead is not None or question.has(Cue.FORECAST)


def _compares(question: Question, timing: Timing, of_values: bool) -> bool:
    if timing.comparison is not Comparison.NONE or of_values or question.has(Cue.COMPARE):
        return True
    over = any(spans_several(time) for _, time in question.of(TimeReading))
    return question.has(Cue.CHANGE) and not (question.has(Cue.TREND) or over or question.has_any(Every, Unit))


def _grows_over(question: Question, timing: Timing) -> bool:
    """ "growth over the last 6 months": how it went from one to the next."""
    over = timing.asked is not None and spans_several(timing.asked)
    return over and (question.has(Cue.CHANGE) or any("growth" in term.text for term in question.terms))


class Objection(NamedTuple):
    """Why a question is not answered, as a sentence; `is_unread` where somebody else might read it."""

    reason: str
    is_unread: bool = False


def objection_to(question: Question, grouped: Grouping, metrics: tuple[str, ...]) -> Objection | None:
    """Why no figure of the catalogue answers it, or None where one does."""
    return next(_objections(question, grouped, metrics), None)


def _objections(question: Question, grouped: Grouping, metrics: tuple[str, ...]) -> Iterator[Objection]:
    yield from map(Objection, _of_things_beyond(question))
    if question.has(Cue.HELP, Cue.RECOMMEND):
        return
    yield from map(Objection, _of_single_ones(question, grouped, metrics))
    if unread := _unread_that_matters(question, metrics):
        yield Objection(f'What "{unread}" means here is not known. {VOCABULARY_HINT}', is_unread=True)
    yield from map(Objection, _of_parts(question, grouped, metrics))
    yield from map(Objection, _of_averages(question, metrics))
    compared = question.has(Cue.COMPARE, Cue.CHANGE) and question.has_any(TimeReading)
    if not metrics and not compared and not question.has(Cue.PERFORMANCE, Cue.ODD, Cue.WHY):
        yield Objection(f"No figure is named. {VOCABULARY_HINT}", is_unread=True)


def _of_things_beyond(question: Question) -> Iterator[str]:
    if question.terms and (question.terms[0].meaning is Cue.WRITE or _is_order_to_act(question)):
        yield "Questions can only be answered here: nothing can be changed, sent or deleted by asking."
    for _, beyond in question.of(Beyond):
        yield f"The events that arrive here tell nothing about {beyond.what}. {VOCABULARY_HINT}"


def _is_for_each(question: Question) -> bool:
    return any(term.meaning is Cue.GROUP and term.text in _FOR_EACH for term in question.terms)


def _is_order_to_act(question: Question) -> bool:
    """ "refund all orders", "cancel the order of Ann"."""
    after = question.after(0)
    return question.terms[0].text in _ACTS and isinstance(
        after, MetricNamed | DimensionNamed | Quoted | ValueNamed | Count
    )


def _of_single_ones(question: Question, grouped: Grouping, metrics: tuple[str, ...]) -> Iterator[str]:
    if _lists_rows(question, grouped, metrics):
        yield "Single orders, payments or people cannot be listed here: ask for a figure, such as how many."
    ranked = any(rank.metric is None for _, rank in question.of(Rank))
    if ranked and metrics and not grouped.dimensions and grouped.granularity is None:
        yield "Single orders and payments cannot be ranked: ask by product, location, customer, or per day."
    if len(grouped.dimensions) > 1 and question.has_any(Rank) and _is_for_each(question):
        yield "The top of each of several groups cannot be told at once: ask for one of them."
    if any(not _is_counted_for(question, at) for at, _ in question.of(Count)):
        yield "Orders, payments and people cannot be chosen by a number here: ask for all, or for the top so many."


def _sets_days_against_each_other(question: Question) -> bool:
    """ "weekend vs weekday sales": the days that come again, not the last weekend there was."""
    weekend = any("weekend" in question.terms[at].text for at, _ in question.of(TimeReading))
    weekdays = any(named.dimension is Dimension.DAY_OF_WEEK for _, named in question.of(DimensionNamed))
    return weekend and weekdays


def _is_per_figure(question: Question) -> bool:
    """ "items per order", "revenue per visit"; but "products by revenue" says what they are ranked by."""
    return any(
        question.before(at) is Cue.GROUP and question.terms[at - 1].text in _FOR_EACH
        for at, _ in question.of(MetricNamed)
    )


def _is_cut_by_nothing(question: Question) -> bool:
    """ "orders by status": what stands after "by" is nothing to cut by."""
    return any(
        term.meaning is Cue.GROUP and question.after(at) in (Cue.PERFORMANCE, Cue.BREAKDOWN)
        for at, term in enumerate(question.terms)
    )


def _of_averages(question: Question, metrics: tuple[str, ...]) -> Iterator[str]:
    if question.has(Cue.AVERAGE) and "average_order_value" not in metrics and metrics:
        yield "Of averages only the average order value is told: ask for totals, per day or by location."


def _is_left_out(question: Question) -> bool:
    """Whether what did not happen is asked for: "not" with nothing after it that could be left out."""
    for at, term in enumerate(question.terms):
        if term.meaning is Cue.STOP:
            return False
        if term.meaning is Cue.EXCEPT:
            after = question.after(at, skipping=(Cue.OF, Cue.GROUP, Cue.BOUGHT, Cue.EITHER, DimensionNamed))
            if not isinstance(after, ValueNamed | Quoted):
                return True
    return False


def _of_parts(question: Question, grouped: Grouping, metrics: tuple[str, ...]) -> Iterator[str]:
    if question.has(Cue.SHARE) and _is_share_of_nothing(metrics, grouped, question):
        yield f"The share that is asked for is none of the figures here. {VOCABULARY_HINT}"
    if _is_left_out(question):
        yield "Only what happened is counted here: what did not, or who did not, cannot be told."
    if _sets_days_against_each_other(question):
        yield "Weekends and weekdays cannot be set against each other: ask by day of the week."
    if _is_per_figure(question):
        yield "One figure for each of another is told of order values alone: ask for the average order value."
    if _is_cut_by_nothing(question):
        yield f"Figures cannot be cut so. {VOCABULARY_HINT}"
    if _is_of_some_people(question):
        yield "A figure cannot be told of some people, failures or cancellations alone: ask how many there are."
    if any(not _is_state_of_figure(question, at, state) for at, state in question.of(State)):
        yield f"What became of them is told of orders and payments alone. {VOCABULARY_HINT}"


def _unread_that_matters(question: Question, metrics: tuple[str, ...]) -> str | None:
    """The unknown word that could change the figure, if there is one.

    One that is grouped by could; so could any in the sentence that names the figure, but for words that only say
    how or what was done. What stands in a sentence of its own after a full question is about its form.
    """
    answered_before = False
    for at, term in enumerate(question.terms):
        if term.meaning is Cue.STOP:
            answered_before = answered_before or bool(metrics)
        elif term.meaning is Unread.UNREAD:
            if question.before(at, skipping=(Cue.OF,)) is Cue.GROUP:
                return term.text
            if not answered_before and not (metrics and _HARMLESS.match(term.text)):
                return term.text
    return None


def _lists_rows(question: Question, grouped: Grouping, metrics: tuple[str, ...]) -> bool:
    asks_figure = (
        question.has(Cue.HOW_MANY, Cue.HOW_MUCH, Cue.TREND, Cue.COMPARE, Cue.CHANGE, Cue.AVERAGE, Cue.SHARE)
        or question.has_any(Rank, Every, State)
    )  # fmt: skip
    if not question.has(Cue.HOW_MANY) and not question.has_any(Rank) and _names_single_ones(question, grouped):
        return True
    if asks_figure:
        return False
    countable = bool(metrics) and set(metrics) <= _ROWS
    if countable and any(isinstance(question.after(at), MetricNamed) for at, _ in question.of(Count)):
        return True
    if question.has(Cue.NEWEST) and (countable or not metrics):
        return True
    if question.has(Cue.LIST) and (countable or not metrics) and not _is_cut_by(question):
        return True
    named = question.has_any(MetricNamed)
    asked_who = question.has(Cue.WHO) or (question.has(Cue.WHICH) and bool(grouped.subjects))
    return asked_who and not named and not question.has_any(Rank, Count, ValueNamed) and _only_names(question)


def _names_single_ones(question: Question, grouped: Grouping) -> bool:
    """ "which orders were refunded", "which customers ordered yesterday"."""
    if question.has(Cue.GROUP):
        return False
    which = any(
        term.text in ("which", "which of", "show all", "list", "list all", "show me all")
        and _is_of_rows(question.after(at, skipping=(Cue.OF, State)))
        for at, term in enumerate(question.terms)
    )
    return which or (Dimension.CUSTOMER in grouped.dimensions and question.has(Cue.WHICH, Cue.WHO, Cue.LIST))


def _is_of_rows(meaning: Meaning | None) -> bool:
    return isinstance(meaning, MetricNamed) and meaning.name in _ROWS


def _is_counted_for(question: Question, at: int) -> bool:
    """Whether a number says how many rows are wanted, or belongs to a name."""
    if not question.has_any(Rank):
        before = question.before(at)
        return isinstance(before, DimensionNamed) and not question.terms[at - 1].is_plural
    beside = (question.before(at), question.after(at))
    return any(isinstance(each, Rank | DimensionNamed | Unit) for each in beside)


def _is_state_of_figure(question: Question, at: int, state: State) -> bool:
    """Whether there is a figure of what failed, or was cancelled: of orders and payments, not of logins."""
    named = [metric.name for place, metric in question.of(MetricNamed) if abs(place - at) <= NEAR]
    return not named or any((name, state) in STATES for name in named) or not _KINDLESS.isdisjoint(named)


def _is_share_of_nothing(metrics: tuple[str, ...], grouped: Grouping, question: Question) -> bool:
    rates = any(CATALOGUE[name].unit is MetricUnit.RATIO for name in metrics)
    return not rates and not grouped.dimensions and not question.has(Cue.CHANGE)


def _is_of_some_people(question: Question) -> bool:
    """ "revenue from new customers": a figure of those alone."""
    for at, metric in question.of(MetricNamed):
        if metric.name in _KINDS and question.before(at) in (Cue.OF, Cue.GROUP, Cue.BOUGHT):
            before = question.before(at, skipping=(Cue.OF, Cue.GROUP, Cue.BOUGHT))
            if isinstance(before, MetricNamed) and before.name not in _KINDS:
                return True
    return False


def _is_cut_by(question: Question) -> bool:
    return question.has(Cue.GROUP)


def _only_names(question: Question) -> bool:
    return question.has_any(DimensionNamed) or question.has(Cue.WHO)
