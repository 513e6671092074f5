"""By what the figures of a question are to be cut: dimensions, and units of time."""

from collections.abc import Iterator
from dataclasses import dataclass

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.meaning import (
    Count,
    Cue,
    DimensionNamed,
    Every,
    MetricNamed,
    Quoted,
    Rank,
    State,
    Unit,
    ValueNamed,
    Versus,
)
from olympus.domain.questions.question import Question
from olympus.domain.time_expressions.reading import TimeReading

_ASKING = (Cue.WHICH, Cue.WHO, Cue.LIST)
_OF_ITEMS = ("out_of_stock_items", "inventory_warnings")
"""Figures that count products: a list of them names the products."""

_BETWEEN = (Cue.OF, Cue.EITHER, Cue.BOUGHT, Rank, Count)
"""What may stand between "by" and what is grouped by: "by the top 5 products"."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What cuts the figures. `subjects` are the places of the terms that say so."""

    dimensions: tuple[Dimension, ...]
    granularity: Granularity | None
    subjects: frozenset[int]


def grouping(question: Question) -> Grouping:
    """The dimensions and the unit of time that a question cuts by, in the order in which it names them."""
    subjects = {at: named.dimension for at, named in question.of(DimensionNamed) if _groups(question, at, named)}
    subjects |= dict(_implied(question, subjects))
    hours, granularity = _time_cut(question)
    if granularity is Granularity.HOUR and Dimension.DAY_OF_WEEK in subjects.values():
        hours, granularity = (Dimension.HOUR_OF_DAY,), None
    dimensions = dict.fromkeys([*(subjects[at] for at in sorted(subjects)), *hours])
    return Grouping(tuple(dimensions), granularity, frozenset(subjects))


def _groups(question: Question, at: int, named: DimensionNamed) -> bool:
    if is_label(question, at, named.dimension) or question.before(at) in (Cue.SORTED_BY, Cue.HOW_MANY):
        return False
    if named.metric and (_is_agent(question, at) or _is_what_is_counted(question, at)):
        return False
    asked = question.before(at, skipping=(*_BETWEEN, MetricNamed, State, DimensionNamed))
    before = question.before(at, skipping=(Cue.OF, Cue.BOUGHT))
    after = question.after(at, skipping=(Cue.OF, Cue.BOUGHT))
    return (
        question.before(at, skipping=_BETWEEN) is Cue.GROUP
        or (asked in _ASKING and not _is_predicate(question, at))
        or _chain_of_groups(question, at)
        or isinstance(before, Rank | Count)
        or isinstance(after, Rank)
        or Cue.BREAKDOWN in (before, after)
        or (after is Cue.GROUP and _is_measured(question, at))
        or (before is Cue.COMPARE and question.terms[at].is_plural and named.metric is None)
        or (question.has(Cue.COMPARE) and question.terms[at].is_plural and named.metric is None)
        or (question.terms[at].is_plural and _follows_ranked_metric(question, at))
    )


def is_label(question: Question, at: int, dimension: Dimension) -> bool:
    """Whether it only says what kind of thing a value beside it is: "store 1", "the North region"."""
    before, after = (
        question.terms[place].meaning if 0 <= place < len(question.terms) else None for place in (at - 1, at + 1)
    )
    if isinstance(after, Count):
        return not question.terms[at].is_plural and not isinstance(before, Rank)
    return any(
        isinstance(beside, Quoted)
        or (isinstance(beside, ValueNamed) and any(dimension is each for each, _ in beside.choices))
        for beside in (before, after)
    )


def _is_predicate(question: Question, at: int) -> bool:
    """Whether something asked for comes first and is what is meant: in "which products do customers buy"."""
    terms = question.terms
    start = next((i for i in range(at - 1, -1, -1) if terms[i].meaning in _ASKING), 0)
    return any(isinstance(terms[i].meaning, DimensionNamed) for i in range(start + 1, at)) and not isinstance(
        question.before(at, skipping=(Cue.OF,)), Rank
    )


def _is_agent(question: Question, at: int) -> bool:
    """ "orders placed by customers": who did it."""
    return (
        question.before(at) is Cue.GROUP
        and question.terms[at - 1].text == "by"
        and (question.before(at - 1) is Cue.BOUGHT or question.terms[at - 2].text.endswith("ed"))
    )


def _is_what_is_counted(question: Question, at: int) -> bool:
    """ "the city with the most customers"."""
    of_another = any(place < at for place, other in question.of(DimensionNamed) if other.metric is None)
    return of_another and isinstance(question.before(at), Rank)


def _chain_of_groups(question: Question, at: int, *, reach: int = 4) -> bool:
    """ "by store and channel": both."""
    before = at - 1
    if not reach:
        return False
    if before < 0 or question.terms[before].meaning is Cue.STOP:
        return False
    if question.terms[before].meaning is Cue.EITHER:
        before -= 1
    if before < 0:
        return False
    named = question.terms[before].meaning
    if isinstance(named, Every | Unit):
        return question.before(before, skipping=_BETWEEN) is Cue.GROUP
    return isinstance(named, DimensionNamed) and (
        question.before(before, skipping=_BETWEEN) is Cue.GROUP
        or _chain_of_groups(question, before, reach=reach - 1)
    )


def _is_measured(question: Question, at: int) -> bool:
    """ "products by revenue": what stands after "by" measures what stands before it."""
    return isinstance(question.after(at, skipping=(Cue.GROUP, Cue.OF)), MetricNamed)


def _follows_ranked_metric(question: Question, at: int) -> bool:
    """ "top revenue products", "highest sales of products"."""
    before = question.before(at, skipping=(Cue.OF,))
    return isinstance(before, MetricNamed) and isinstance(
        question.before(at, skipping=(Cue.OF, Count, MetricNamed)), Rank
    )


def _implied(question: Question, subjects: dict[int, Dimension]) -> Iterator[tuple[int, Dimension]]:
    """Who is a customer, a best seller is a product."""
    if subjects:
        return
    if question.has(Cue.LIST, Cue.WHICH) and any(
        metric.name in _OF_ITEMS for _, metric in question.of(MetricNamed)
    ):
        yield 0, Dimension.PRODUCT
        return
    of_category = any(
        dimension is Dimension.CATEGORY for _, named in question.of(ValueNamed) for dimension, _ in named.choices
    )
    for at, term in enumerate(question.terms):
        if isinstance(term.meaning, Rank) and term.meaning.metric == "units_sold" and of_category:
            yield at, Dimension.PRODUCT
            return
        if term.meaning is Cue.WHO and question.has_any(Rank):
            yield at, Dimension.CUSTOMER
            return
        if isinstance(term.meaning, Rank) and term.text.replace("-", " ").endswith(
            ("seller", "sellers", "mover", "movers")
        ):
            yield at, Dimension.PRODUCT
            return
        if isinstance(term.meaning, Rank) and term.text.endswith(("spender", "spenders")):
            yield at, Dimension.CUSTOMER
            return


def _time_cut(question: Question) -> tuple[tuple[Dimension, ...], Granularity | None]:
    """The hours and days that come again, and the unit of time that makes the points of a chart."""
    for _, every in question.of(Every):
        return (), every.granularity
    for at, unit in question.of(Unit):
        before = question.before(at, skipping=(Cue.OF, Count, Rank, Cue.EITHER))
        ranked = _is_ranked(question, at)
        if ranked and (dimension := _comes_again(question, at, unit.granularity)):
            return (dimension,), None
        if before is Cue.GROUP or ranked or _chain_of_groups(question, at):
            return (), unit.granularity
    for _, versus in question.of(Versus):
        if versus.granularity and not question.has_any(TimeReading):
            return (), versus.granularity
    return (), None


def _is_ranked(question: Question, at: int) -> bool:
    asked = question.before(at, skipping=(Cue.OF, Count, Rank, MetricNamed)) is Cue.WHICH
    return (
        isinstance(question.before(at, skipping=(Count, MetricNamed)), Rank)
        or (asked and question.has_any(Rank))
        or isinstance(question.after(at, skipping=(Cue.OF,)), Rank)
    )


def _comes_again(question: Question, at: int, granularity: Granularity) -> Dimension | None:
    """ "the busiest hours" are hours of the day; "busiest days" are days of the week, unless one is asked for."""
    if granularity is Granularity.HOUR:
        return Dimension.HOUR_OF_DAY
    busiest = any(rank.metric == "orders" for _, rank in question.of(Rank))
    undated = question.terms[at].is_plural or not question.has_any(TimeReading)
    return Dimension.DAY_OF_WEEK if granularity is Granularity.DAY and busiest and undated else None
