"""Answers to metric queries worked out event by event, with no slices, no plan and no rollups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.interval import Interval
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Contribution, Measure, contributions
from olympus.domain.facts.from_events import statements_of
from olympus.domain.facts.stock import StockSummary, stock_levels, summarise
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.figure import Figures, Sums
from olympus.domain.metrics.metric import Formula, Level, Metric, People, Sum, Term
from olympus.domain.query.metric_query import MetricQuery, Value
from olympus.domain.tenant import TenantSettings

Key = tuple[datetime | None, tuple[Value, ...]]
"""Where a point of the chart begins, and the values of the dimensions."""

Told = dict[str, Decimal | None]
"""Figures by the metric's name."""

_ITEMS = {Measure.ITEM: 1, Measure.ITEM_VOIDED: -1}
_PRODUCTS = {Dimension.PRODUCT, Dimension.CATEGORY}


@dataclass(frozen=True)
class PlainAnswers:
    """The answers of one tenant's events."""

    events: Sequence[Event]
    settings: TenantSettings
    currency: str | None
    now: datetime

    def rows(self, query: MetricQuery, interval: Interval) -> dict[Key, Told]:
        """The figures of every row in which anything happened."""
        groups: defaultdict[Key, list[Contribution]] = defaultdict(list)
        for each in self._contributions(query):
            if each.at in interval and self._admits(query, each):
                groups[self._key(query, each)].append(each)
        return {key: self._figures(query, key, own, interval) for key, own in groups.items()}

    def total(self, query: MetricQuery, interval: Interval) -> Told:
        """The figures of everything together."""
        whole = replace(query, dimensions=(), granularity=None)
        return self.rows(whole, interval).get((None, ()), self.nothing(whole, (None, ()), interval))

    def nothing(self, query: MetricQuery, key: Key, interval: Interval) -> Told:
        """The figures of a row in which nothing happened."""
        return self._figures(query, key, [], interval)

    def stock(
        self, query: MetricQuery, metric: Metric, before: datetime
    ) -> dict[tuple[Value, ...], Decimal | None]:
        """A figure of the stock at an instant, by the query's dimensions."""
        groups = defaultdict(list)
        for fact in (each.stock for each in map(statements_of, self.events) if each.stock):
            of = {Dimension.PRODUCT: fact.product_id, Dimension.LOCATION: fact.location_id}
            if fact.at < before and all(each.admits(of[each.dimension]) for each in query.filters):
                groups[tuple(of[dimension] for dimension in query.dimensions)].append(fact)
        point = self.settings.default_reorder_point
        levels = {values: summarise(stock_levels(own), point) for values, own in groups.items()}
        return {values: Figures(Sums(), {}, level, None).of(metric) for values, level in levels.items()}

    def _contributions(self, query: MetricQuery) -> Iterable[Contribution]:
        of_products = bool(query.told_apart & _PRODUCTS)
        facts = [each.fact for each in map(statements_of, self.events) if each.fact]
        return (each for each in contributions(facts) if (each.measure in _ITEMS) is of_products)

    def _admits(self, query: MetricQuery, contribution: Contribution) -> bool:
        return all(each.admits(self._value(contribution, each.dimension)) for each in query.filters)

    def _key(self, query: MetricQuery, contribution: Contribution) -> Key:
        start = None
        if query.granularity:
            start = BusinessCalendar(self.settings).unit_around(contribution.at, query.granularity).start
        return start, tuple(self._value(contribution, dimension) for dimension in query.dimensions)

    def _value(self, contribution: Contribution, dimension: Dimension) -> Value:  # noqa: PLR0911
        match dimension:
            case Dimension.HOUR_OF_DAY:
                return BusinessCalendar(self.settings).hour_of_day(contribution.at)
            case Dimension.DAY_OF_WEEK:
                return BusinessCalendar(self.settings).day_of_week(contribution.at)
            case Dimension.LOCATION:
                return contribution.location_id
            case Dimension.CHANNEL:
                return contribution.channel
            case Dimension.PRODUCT:
                return contribution.product_id
            case Dimension.CATEGORY:
                return contribution.category
            case Dimension.CUSTOMER:
                return contribution.customer_id
            case Dimension.CURRENCY:
                return contribution.currency or self.currency
            case Dimension.PAYMENT_METHOD | Dimension.LOGIN_METHOD:
                return contribution.method

    def _figures(self, query: MetricQuery, key: Key, own: Sequence[Contribution], interval: Interval) -> Told:
        since = max((each for each in (key[0], interval.start) if each), default=None)
        of_products = bool(query.told_apart & _PRODUCTS)
        currency = self.currency
        if Dimension.CURRENCY in query.dimensions:
            named = key[1][query.dimensions.index(Dimension.CURRENCY)]
            currency = named if isinstance(named, str) else None
        for each in query.filters:
            if each.dimension is Dimension.CURRENCY and not each.negated and len(each.values) == 1:
                currency = str(each.values[0])
        figures = Figures(Sums.of(own), self._people(own, since), StockSummary(), currency)
        return {
            metric.name: figures.of_formula(_in_items(metric.formula) if of_products else metric.formula)
            for metric in query.metrics
            if not isinstance(metric.formula, Level)
        }

    def _people(self, own: Sequence[Contribution], since: datetime | None) -> Mapping[People, int]:
        facts = [each.fact for each in map(statements_of, self.events) if each.fact]
        logged_in = {each.person_id for each in own if each.measure is Measure.LOGIN and each.person_id}
        ordered = {each.person_id for each in own if each.measure is Measure.ORDER and each.person_id}
        before = {
            each.person_id
            for each in contributions(facts)
            if each.measure is Measure.ORDER and since is not None and each.at < since
        }
        return {
            People.LOGGED_IN: len(logged_in),
            People.ORDERED: len(ordered),
            People.ORDERED_FIRST: len(ordered - before),
            People.ORDERED_AGAIN: len(ordered & before),
            People.LOGGED_IN_AND_ORDERED: len(logged_in & ordered),
        }


def _in_items(formula: Formula) -> Formula:
    assert isinstance(formula, Sum)
    return Sum(
        tuple(
            Term(Measure.ITEM if term.sign > 0 else Measure.ITEM_VOIDED, term.column, term.sign)
            for term in formula.terms
        )
    )
