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
    of_items: bool = False
    """Items alone, less those of cancelled orders; the others hold everything else, by measure."""


_METHODS = {Dimension.PAYMENT_METHOD, Dimension.LOGIN_METHOD}
_PLACES = {Dimension.LOCATION, Dimension.CHANNEL}
_PRODUCTS = frozenset({Dimension.PRODUCT, Dimension.CATEGORY})

_SMALLEST_FIRST = (
    RollupTable("total_rollup", frozenset(), Grain.QUARTER_HOUR),
    RollupTable("rollup", frozenset(_PLACES | _METHODS), Grain.QUARTER_HOUR),
    RollupTable("product_total_rollup", _PRODUCTS, Grain.HOUR, of_items=True),
    RollupTable("product_rollup", _PRODUCTS | _PLACES, Grain.DAY, of_items=True),
)


def table_for(read: SumsRead) -> RollupTable | None:
    """The rollup to read, or None where only the facts tell apart what is asked."""
    of_items = Measure.ITEM in read.measures
    for table in _SMALLEST_FIRST:
        if table.of_items is of_items and read.dimensions <= table.dimensions:
            return table
    return None
