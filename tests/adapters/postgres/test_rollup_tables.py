"""A reading goes to the smallest rollup that tells apart what it needs, and to facts only where none does."""

import pytest

from olympus.adapters.postgres.rollup_tables import table_for
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.reading import Condition, SumsRead

ROME = Condition(Dimension.LOCATION, frozenset({"rome"}))


@pytest.mark.parametrize(
    ("measure", "by", "conditions", "table"),
    [
        (Measure.PAYMENT, (), (), "total_rollup"),
        (Measure.PAYMENT, (), (ROME,), "rollup"),
        (Measure.PAYMENT, (Dimension.PAYMENT_METHOD,), (ROME,), "rollup"),
        (Measure.ITEM, (Dimension.PRODUCT,), (), "product_total_rollup"),
        (Measure.ITEM, (Dimension.CATEGORY,), (ROME,), "product_rollup"),
        (Measure.ITEM, (Dimension.PRODUCT, Dimension.CUSTOMER), (), None),
        (Measure.ORDER, (Dimension.CUSTOMER,), (), "customer_rollup"),
        (Measure.BASKET, (Dimension.CUSTOMER,), (), None),
        (Measure.ORDER, (Dimension.CUSTOMER, Dimension.CHANNEL), (), None),
    ],
)
def test_the_smallest_table_that_tells_enough(
    measure: Measure, by: tuple[Dimension, ...], conditions: tuple[Condition, ...], table: str | None
) -> None:
    found = table_for(SumsRead(frozenset({measure}), (), by, conditions))
    assert (found.name if found else None) == table
