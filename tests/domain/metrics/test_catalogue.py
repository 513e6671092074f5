"""The catalogue says everything about every metric, once."""

import pytest

from olympus.domain.errors import UnknownName
from olympus.domain.metrics.catalogue import CATALOGUE, metric_named
from olympus.domain.metrics.dimension import Dimension

CONTRACT = [
    "revenue",
    "gross_payments",
    "refunds",
    "order_value",
    "orders",
    "orders_placed",
    "cancelled_orders",
    "average_order_value",
    "units_sold",
    "item_sales",
    "payments",
    "payment_failures",
    "refund_count",
    "payment_success_rate",
    "refund_rate",
    "cancellation_rate",
    "logins",
    "active_users",
    "new_users",
    "customers",
    "new_customers",
    "returning_customers",
    "conversion_rate",
    "stock_on_hand",
    "inventory_warnings",
    "out_of_stock_items",
]


def test_every_metric_of_the_contract_is_there() -> None:
    assert list(CATALOGUE) == CONTRACT


def test_every_metric_explains_itself() -> None:
    for metric in CATALOGUE.values():
        assert metric.label
        assert metric.definition.endswith(".")
        assert metric.events
        assert metric.dimensions


def test_no_word_stands_for_two_metrics() -> None:
    words = [
        word for metric in CATALOGUE.values() for word in (metric.name, metric.label.lower(), *metric.synonyms)
    ]
    own = {metric.name: metric.label.lower() for metric in CATALOGUE.values()}
    repeated = {word for word in words if words.count(word) > 1}
    assert repeated <= {name for name, label in own.items() if name == label}


def test_revenue_by_product_does_not_exist_in_payments() -> None:
    assert Dimension.PRODUCT not in metric_named("revenue").dimensions
    assert Dimension.PRODUCT in metric_named("item_sales").dimensions


def test_an_unknown_metric_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="Did you mean revenue"):
        metric_named("revenu")
