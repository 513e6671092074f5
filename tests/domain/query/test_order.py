"""Rows in order: what has no figure comes last whichever way, and what is equal goes by its values."""

from decimal import Decimal

import pytest

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Reading, Row
from olympus.domain.query.answering import in_order
from olympus.domain.query.metric_query import QueryWords, metric_query


def row(channel: str | None, value: int | None) -> Row:
    figure = None if value is None else Decimal(value)
    reading = Reading(CATALOGUE["average_order_value"], figure, None, None, "EUR", {})
    return Row(None, {Dimension.CHANNEL: channel}, {"average_order_value": reading})


ROWS = [row("web", None), row("pos", 5), row(None, 7), row("app", 5), row("api", None)]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("desc", [None, "app", "pos", "api", "web"]), ("asc", ["app", "pos", None, "api", "web"])],
)
def test_what_has_no_figure_comes_last_and_what_is_equal_goes_by_name(
    direction: str, expected: list[str | None]
) -> None:
    query = metric_query(
        QueryWords(
            metrics=["average_order_value"], dimensions=["channel"], order=[("average_order_value", direction)]
        )
    )
    for rows in (ROWS, ROWS[::-1]):
        assert [each.values[Dimension.CHANNEL] for each in in_order(rows, query)] == expected
