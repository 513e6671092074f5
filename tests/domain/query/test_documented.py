"""The page about queries names everything that can be asked."""

from pathlib import Path

import pytest

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import MOST_ROWS, Operator

PAGE = (Path(__file__).parents[3] / "docs" / "querying.md").read_text()


@pytest.mark.parametrize("name", [*Dimension, *Granularity, *Comparison, *Operator])
def test_everything_that_can_be_asked_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_the_limit_is_the_one_that_holds() -> None:
    assert f"1 to {MOST_ROWS:,} rows" in PAGE
