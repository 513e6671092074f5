"""Figures in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from olympus.domain.actions.wording import count, day, figure, listed, money, share


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 day"), (1.04, "1 day"), (0, "0 days"), (2.54, "2.5 days"), (12.7, "13 days"), (-3, "-3 days")],
)
def test_counts_have_no_more_decimals_than_anyone_reads(number: float, said: str) -> None:
    assert count(number, "day") == said


def test_money_has_the_decimals_of_its_currency_and_no_exponent() -> None:
    assert money(Decimal("1234.567"), "EUR") == "1,234.57 EUR"
    assert money(1234.5, "JPY") == "1,234 JPY"
    assert money(Decimal(10) ** 15, None) == "1,000,000,000,000,000.00"
    assert str(figure(1e20)) == "100000000000000000000"


def test_lists_days_and_shares_read_as_people_write_them() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert day(date(2026, 3, 5)) == "Thursday 5 March"
    assert share(0.0356) == "3.6 %"
