"""Which rollup can answer a reading: the smallest that tells apart what the reading does."""

from collections.abc import Mapping
from dataclasses import dataclass

from olympus.adapters.postgres.spans import Grain
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.reading import SumsRead

COLUMN: Mapping[Dimension, str] = {
    Dimension.LOCATION: "location_id",
    Dimension.CHANNEL: "channel",
    Dimension.PAYMENT_METHOD: "method",
    Dimension.LOGIN_METHOD: "method",
    Dimension.PRODUCT: "product_id",
    Dimension.CATEGORY: "category",
    Dimension.CUSTOMER: "customer_id",
}
"""Where the values of a dimension stand, in rollups and in contributions alike."""


@dataclass(frozen=True, slots=True)
class RollupTable:
    """A table of sums, what it tells apart beside the currency, and its finest cells."""

    name: str
    dimensions: frozenset[Dimension]
    finest: Grain
    measures: frozenset[Measure]
    is_wide: bool = False
    """Whether a row holds all measures side by side; else each has rows of its own."""

    @property
    def rows(self) -> str:
        """Where to read its rows, each of one measure."""
        return f"({_ONE_MEASURE_A_ROW})" if self.is_wide else self.name


_METHODS = {Dimension.PAYMENT_METHOD, Dimension.LOGIN_METHOD}
_PLACES = {Dimension.LOCATION, Dimension.CHANNEL}
_PRODUCTS = frozenset({Dimension.PRODUCT, Dimension.CATEGORY})
_ITEMS = frozenset({Measure.ITEM})
"""Less those of cancelled orders."""
_COUNTED = frozenset(Measure) - {Measure.ITEM, Measure.ITEM_VOIDED}
_OF_CUSTOMERS = frozenset({Measure.ORDER, Measure.ORDER_VOIDED, Measure.PAYMENT, Measure.REFUND})

_ONE_MEASURE_A_ROW = """
    SELECT w.tenant_id, w.grain, w.bucket, w.customer_id, w.currency, w.last_at,
           v.measure, v.count, v.amount, 0::numeric AS quantity
    FROM customer_rollup w
    CROSS JOIN LATERAL (VALUES
        ('order'::measure, w.orders, w.order_amount),
        ('order_voided', w.orders_voided, w.voided_amount),
        ('payment', w.payments, w.paid_amount),
        ('refund', w.refunds, w.refunded_amount)
    ) v (measure, count, amount)
"""

_SMALLEST_FIRST = (
    RollupTable("total_rollup", frozenset(), Grain.QUARTER_HOUR, _COUNTED),
    RollupTable("rollup", frozenset(_PLACES | _METHODS), Grain.QUARTER_HOUR, _COUNTED),
    RollupTable("product_total_rollup", _PRODUCTS, Grain.HOUR, _ITEMS),
    RollupTable("product_rollup", _PRODUCTS | _PLACES, Grain.DAY, _ITEMS),
    RollupTable("customer_rollup", frozenset({Dimension.CUSTOMER}), Grain.DAY, _OF_CUSTOMERS, is_wide=True),
)


def table_for(read: SumsRead) -> RollupTable | None:
    """The rollup to read, or None where only the facts tell apart what is asked."""
    for table in _SMALLEST_FIRST:
        if read.measures <= table.measures and read.dimensions <= table.dimensions:
            return table
    return None
