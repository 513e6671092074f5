"""What can be asked, and what is refused with a word that helps."""

from typing import Any

import pytest

from olympus.domain.errors import OlympusError
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import QueryWords, metric_query


def refusal(**words: Any) -> OlympusError:
    with pytest.raises(OlympusError) as refused:
        metric_query(QueryWords(**{"metrics": ["revenue"], **words}))
    return refused.value


@pytest.mark.parametrize(
    ("words", "field", "says"),
    [
        ({"metrics": []}, "metrics", "at least one"),
        ({"metrics": ["revenu"]}, "metric", "Did you mean revenue?"),
        ({"metrics": ["orders", "orders"]}, "metrics", "once"),
        ({"dimensions": ["locaton"]}, "dimensions", "Did you mean location?"),
        ({"metrics": ["logins"], "dimensions": ["channel"]}, "dimensions", "It can be cut by"),
        (
            {"metrics": ["stock_on_hand"], "dimensions": ["hour_of_day"]},
            "dimensions",
            "no stock_on_hand by hour_of_day",
        ),
        ({"granularity": "fortnight"}, "granularity", "There are: hour"),
        ({"comparison": "last_year"}, "comparison", "previous_year"),
        ({"limit": 1_000_000}, "limit", "1 to 10,000"),
        ({"limit": 0}, "limit", "1 to 10,000"),
        ({"order": [("orders", "desc")]}, "order", "There are: revenue"),
        ({"order": [("revenue", "downwards")]}, "order", "There are: asc, desc"),
        ({"filters": [("location", "~", "rome")]}, "filters", "There are: ="),
        ({"filters": [("location", "=", ["rome"])]}, "filters", "= takes a value"),
        ({"filters": [("location", "in", "rome")]}, "filters", "in takes a list"),
        ({"filters": [("location", "in", [])]}, "filters", "1 to 200 values"),
        ({"filters": [("location", "=", "x" * 10_000)]}, "filters", "1 to 256 characters"),
        ({"filters": [("location", "=", "a\0b")]}, "filters", "NUL"),
        ({"filters": [("location", "=", 7)]}, "filters", "text"),
        ({"filters": [("hour_of_day", "=", 24)]}, "filters", "0 to 23"),
        ({"filters": [("day_of_week", "=", True)]}, "filters", "1 to 7"),
        ({"filters": [("product", "=", "tea")], "metrics": ["orders"]}, "dimensions", "no orders by product"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(words: dict[str, Any], field: str, says: str) -> None:
    refused = refusal(**words)
    assert refused.field == field
    assert says in str(refused)


def test_revenue_of_products_is_their_item_sales_and_says_so() -> None:
    query = metric_query(
        QueryWords(metrics=["revenue", "units_sold"], dimensions=["product"], order=[("revenue", "desc")])
    )
    assert [metric.name for metric in query.metrics] == ["item_sales", "units_sold"]
    assert query.order[0].by == "item_sales"
    assert "item_sales is given in its place" in query.notes[0]


def test_item_sales_asked_for_beside_revenue_are_given_once() -> None:
    query = metric_query(QueryWords(metrics=["revenue", "item_sales"], dimensions=["category"]))
    assert [metric.name for metric in query.metrics] == ["item_sales"]


@pytest.mark.parametrize("metric", CATALOGUE.values(), ids=lambda metric: metric.name)
def test_every_metric_can_be_asked_by_each_of_its_dimensions(metric: Any) -> None:
    for dimension in Dimension:
        words = QueryWords(metrics=[metric.name], dimensions=[dimension])
        if dimension in metric.dimensions or (
            metric.name == "revenue" and dimension in (Dimension.PRODUCT, Dimension.CATEGORY)
        ):
            assert metric_query(words).dimensions == (dimension,)
        else:
            with pytest.raises(OlympusError):
                metric_query(words)


def test_numbers_of_hours_and_days_may_be_written_as_texts() -> None:
    query = metric_query(QueryWords(metrics=["orders"], filters=[("hour_of_day", "in", ["9", 10])]))
    assert query.filters[0].values == (9, 10)


def test_a_value_that_is_named_twice_counts_once() -> None:
    query = metric_query(QueryWords(metrics=["revenue"], filters=[("currency", "in", ["USD", "USD"])]))

    assert query.filters[0].values == ("USD",)
