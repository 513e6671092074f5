"""Which metrics a question asks for."""

from collections.abc import Iterator

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Ratio, Unit
from olympus.domain.questions.grouping import Grouping
from olympus.domain.questions.meaning import (
    Cue,
    DimensionNamed,
    Meaning,
    MetricNamed,
    Quoted,
    Rank,
    State,
    ValueNamed,
)
from olympus.domain.questions.metric_words import COUNTED, SHARES, STATE_ALONE, STATES
from olympus.domain.questions.question import Question

NEAR = 4
"""How many terms "orders" and "cancelled" may be apart and still be said of one another."""


def metrics_asked(question: Question, grouped: Grouping) -> tuple[str, ...]:
    """The names of the metrics, in the order in which they are asked for; empty where none is."""
    named = dict(_named(question))
    stated = dict(_stated(question, named))
    for at in stated:
        named.pop(at, None)
    told = sorted((named | stated | dict(_people_beside(question, grouped))).items())
    beside = {at: metric.beside for at, metric in question.of(MetricNamed) if metric.beside}
    found = dict.fromkeys(
        name
        for at, one in told
        if at < _end_of_sentence(question, told[0][0])
        for name in (one, beside.get(at))
        if name
    )
    return (
        _without_doubles(tuple(found)) or tuple(_people(question, grouped)) or tuple(_implied(question, grouped))
    )


def _end_of_sentence(question: Question, at: int) -> int:
    """Where the sentence ends: what is said after a full question is about its form."""
    ends = (place for place in range(at, len(question.terms)) if question.terms[place].meaning is Cue.STOP)
    return next(ends, len(question.terms))


def _named(question: Question) -> Iterator[tuple[int, str]]:
    for at, metric in question.of(MetricNamed):
        if _is_measure_of_order(question, at) or _is_what_was_placed(question, at) or _is_only_money(question, at):
            continue
        before = question.before(at, skipping=(Cue.OF, State))
        if before is Cue.AVERAGE and metric.name == "order_value":
            yield at, "average_order_value"
        elif before is Cue.HOW_MANY:
            yield at, COUNTED.get(metric.name, metric.name)
        elif metric.name in SHARES and question.has(Cue.SHARE):
            yield at, SHARES[metric.name]
        else:
            yield at, metric.name


def _is_measure_of_order(question: Question, at: int) -> bool:
    """Whether it only says what the rows are put in order by, beside another that is asked for."""
    others = any(place < at for place, _ in question.of(MetricNamed))
    return question.before(at) is Cue.SORTED_BY and others


def _is_only_money(question: Question, at: int) -> bool:
    """ "how much money did we lose to refunds"."""
    return question.terms[at].text.startswith("how much") and len(question.of(MetricNamed)) > 1


def _is_what_was_placed(question: Question, at: int) -> bool:
    """ "customers who placed an order": the order only says what they did."""
    others = any(place < at for place, _ in question.of(MetricNamed))
    text = question.terms[at].text
    return others and (
        text.startswith("placed order") or (text in ("order", "orders") and question.before(at) is Cue.BOUGHT)
    )


def _stated(question: Question, named: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Orders that were cancelled, the percentage of payments that failed."""
    share = question.has(Cue.SHARE)
    for at, state in question.of(State):
        near = [place for place in named if abs(place - at) <= NEAR and (named[place], state) in STATES]
        if near:
            place = min(near, key=lambda place: abs(place - at))
            counted, rate = STATES[named[place], state]
            yield place, rate if share else counted
        elif not named:
            counted, rate = STATE_ALONE[state]
            if counted == "refunds" and question.has(Cue.HOW_MANY):
                counted = "refund_count"
            yield at, rate if share else counted


def _without_doubles(found: tuple[str, ...]) -> tuple[str, ...]:
    """ "sales quantity by units" is one figure; "average order value of orders" too."""
    ratios = [
        name for name in found if CATALOGUE[name].unit is Unit.RATIO and isinstance(CATALOGUE[name].formula, Ratio)
    ]
    if "refund_rate" in ratios:
        found = tuple(name for name in found if name not in ("refunds", "refund_count", "orders"))
    if "cancellation_rate" in ratios:
        found = tuple(name for name in found if name not in ("cancelled_orders", "orders"))
    return found


def _people_beside(question: Question, grouped: Grouping) -> Iterator[tuple[int, str]]:
    """ "orders and customers": a word for who it is, in a list with figures, counts them."""
    for at, named in question.of(DimensionNamed):
        if not named.metric or at in grouped.subjects:
            continue
        listed = Cue.EITHER in (question.before(at), question.after(at))
        beside = (question.before(at, skipping=(Cue.EITHER,)), question.after(at, skipping=(Cue.EITHER,)))
        if listed and any(isinstance(each, MetricNamed) for each in beside):
            yield at, named.metric


def _people(question: Question, grouped: Grouping) -> Iterator[str]:
    """ "how many customers": a word for who it is counts them where it does not group."""
    for at, named in question.of(DimensionNamed):
        if named.metric and at not in grouped.subjects:
            yield named.metric
            return


def _implied(question: Question, grouped: Grouping) -> Iterator[str]:
    """What is measured where no figure is named: "best-selling", "how much did we sell", "busiest"."""
    ranks = [rank.metric for _, rank in question.of(Rank) if rank.metric]
    if ranks:
        yield _fitting(ranks[0], grouped)
    elif (
        grouped.dimensions and set(grouped.dimensions) <= {Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK}
    ) or question.has(Cue.TIMES):
        yield "orders"
    elif question.has(Cue.BOUGHT):
        yield from _bought(question, grouped)
    elif question.has_any(Rank) and (grouped.subjects or grouped.granularity):
        yield "revenue"


def _fitting(metric: str, grouped: Grouping) -> str:
    """ "most popular" is in units where products are told apart, in orders where anything else is."""
    of_products = not grouped.dimensions or {Dimension.PRODUCT, Dimension.CATEGORY} & set(grouped.dimensions)
    if metric == "units_sold" and not of_products:
        return "orders"
    if metric == "orders" and of_products and grouped.dimensions:
        return "units_sold"
    return metric


def _bought(question: Question, grouped: Grouping) -> Iterator[str]:
    of_products = any(_is_product(term.meaning) for term in question.terms)
    if question.has(Cue.HOW_MANY) and of_products:
        yield "units_sold"
    elif (question.has(Cue.HOW_MUCH, Cue.COMPARE, Cue.CHANGE) and not grouped.subjects) or (
        question.has(Cue.FORECAST) and not of_products
    ):
        yield "revenue"
    elif question.has_any(Rank):
        yield "units_sold" if of_products else "revenue"
    elif of_products and (question.has_any(ValueNamed) or not grouped.subjects):
        yield "units_sold"


def _is_product(meaning: Meaning) -> bool:
    products = (Dimension.PRODUCT, Dimension.CATEGORY)
    match meaning:
        case DimensionNamed(dimension):
            return dimension in products
        case ValueNamed(choices):
            return any(dimension in products for dimension, _ in choices)
        case _:
            return isinstance(meaning, Quoted)
