"""Why a figure changed: what each location, channel, product or weekday contributed, read from one snapshot."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from olympus.domain.exact import ZERO
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric, Sum
from olympus.domain.query.answer import Row
from olympus.domain.query.metric_query import MetricQuery
from olympus.domain.questions.contributions import ByDimension, Parts, contributions_of
from olympus.use_cases.answer_query import Answering

_LOOKED_AT = (
    Dimension.LOCATION,
    Dimension.CHANNEL,
    Dimension.PRODUCT,
    Dimension.CATEGORY,
    Dimension.PAYMENT_METHOD,
    Dimension.DAY_OF_WEEK,
)

_Terms = Mapping[str, int]
"""Metrics and their signs."""

_RATIOS: Mapping[str, tuple[_Terms, _Terms]] = {
    "average_order_value": ({"order_value": 1}, {"orders": 1}),
    "refund_rate": ({"refunds": 1}, {"gross_payments": 1}),
    "cancellation_rate": ({"orders_placed": 1, "orders": -1}, {"orders_placed": 1}),
    "payment_success_rate": ({"payments": 1}, {"payments": 1, "payment_failures": 1}),
}
"""Of what the ratios are made, each a sum of metrics that add up over every dimension."""

_KINDS_OF_CUSTOMERS = {"customers": ("new_customers", "returning_customers")}
"""Different people do not add up over places; these do."""


class ExplainChange:
    """Takes the change of a figure apart. What it finds adds up to the change, exactly."""

    async def __call__(self, query: MetricQuery, answering: Answering) -> tuple[ByDimension, ...]:
        """For each dimension that adds up, what its values contributed to the change of the first metric.

        Most telling dimension first: the one whose largest contribution is the largest. A dimension with a single
        value tells nothing. Nothing where nothing is compared.
        """
        metric = query.metrics[0]
        if answering.compared is None:
            return ()
        parts = _parts_of(metric)
        if parts is None:
            kinds = _KINDS_OF_CUSTOMERS.get(metric.name)
            return (await self._by_kind(query, answering, kinds),) if kinds else ()
        filtered = {each.dimension for each in query.filters if len(each.values) == 1 and not each.negated}
        names = sorted({*parts[0], *parts[1]})
        found = [
            await self._by(dimension, query, answering, parts)
            for dimension in _LOOKED_AT
            if dimension not in filtered
            and all({dimension, *query.told_apart} <= CATALOGUE[name].dimensions for name in names)
        ]
        telling = [each for each in found if len(each.contributions) > 1]
        return tuple(sorted(telling, key=lambda each: -each.largest))

    async def _by(
        self, dimension: Dimension, query: MetricQuery, answering: Answering, parts: tuple[_Terms, _Terms]
    ) -> ByDimension:
        numerator, denominator = parts
        names = tuple(dict.fromkeys([*numerator, *denominator]))
        cut = replace(
            query,
            metrics=tuple(CATALOGUE[name] for name in names),
            dimensions=(dimension,),
            granularity=None,
            order=(),
            limit=None,
        )
        rows = await answering.rows(cut, await answering.currency())
        whole = _sums(rows, denominator) if denominator else (Decimal(1), Decimal(1))
        return contributions_of(
            dimension,
            [
                Parts(row.values[dimension], _over(now, whole[0]), _over(before, whole[1]))
                for row in rows
                for now, before in [_sums([row], numerator)]
            ],
        )

    async def _by_kind(self, query: MetricQuery, answering: Answering, kinds: tuple[str, ...]) -> ByDimension:
        cut = replace(
            query, metrics=tuple(CATALOGUE[name] for name in kinds), dimensions=(), granularity=None, order=()
        )
        readings, _ = await answering.totals(cut, await answering.currency())
        return contributions_of(
            Dimension.CUSTOMER,
            [
                Parts(CATALOGUE[name].label.lower(), readings[name].value or ZERO, readings[name].previous or ZERO)
                for name in kinds
            ],
        )


def can_be_explained(metric: Metric) -> bool:
    """Whether there is anything that its changes are sums of."""
    return _parts_of(metric) is not None or metric.name in _KINDS_OF_CUSTOMERS


def _parts_of(metric: Metric) -> tuple[_Terms, _Terms] | None:
    if isinstance(metric.formula, Sum):
        return {metric.name: 1}, {}
    return _RATIOS.get(metric.name)


def _sums(rows: "list[Row]", terms: _Terms) -> tuple[Decimal, Decimal]:
    now = before = ZERO
    for row in rows:
        for name, sign in terms.items():
            reading = row.readings[name]
            now += sign * (reading.value or ZERO)
            before += sign * (reading.previous or ZERO)
    return now, before


def _over(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else ZERO
