"""Figures as JSON numbers: exact, short, and never a float."""

from decimal import Decimal

import pytest

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.money import average_of_money, minor_unit, shortest, spelled_out
from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.http.figures_out import figure_out, percentage_out


@pytest.mark.parametrize(
    ("currency", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XXX", 2), (None, 2)]
)
def test_a_currency_has_its_decimals_and_two_where_nothing_is_known(currency: str | None, decimals: int) -> None:
    assert minor_unit(currency) == decimals


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("10", "EUR", "10.00"),
        ("1E+3", "EUR", "1000.00"),
        ("1E+3", "JPY", "1000"),
        ("10.125", "EUR", "10.125"),
        ("0.5", "JPY", "0.5"),
        ("-3", "KWD", "-3.000"),
        ("123456789012345678901234567890.1", "EUR", "123456789012345678901234567890.10"),
    ],
)
def test_money_keeps_its_decimals_and_has_at_least_those_of_its_currency(
    amount: str, currency: str, written: str
) -> None:
    assert exact_json(spelled_out(Decimal(amount), currency)).decode() == written


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("10.00005", "EUR", "10.00"),
        ("10.00015", "EUR", "10.0002"),
        ("61.725", "EUR", "61.725"),
        ("3.3333333", "EUR", "3.3333"),
        ("3.335", "JPY", "3.34"),
        ("3", "JPY", "3"),
    ],
)
def test_an_average_has_two_decimals_more_and_a_half_goes_to_the_even_neighbour(
    amount: str, currency: str, written: str
) -> None:
    assert str(average_of_money(Decimal(amount), currency)) == written


@pytest.mark.parametrize(("number", "written"), [("2.500", "2.5"), ("100", "100"), ("0E-8", "0"), ("1E+2", "100")])
def test_a_quantity_is_written_as_short_as_it_can_be(number: str, written: str) -> None:
    assert str(shortest(Decimal(number))) == written


def test_a_ratio_has_six_decimals_and_a_percentage_two() -> None:
    assert figure_out(CATALOGUE["refund_rate"], Decimal(2) / 3, "EUR") == Decimal("0.666667")
    assert percentage_out(Decimal(200) / 3) == Decimal("66.67")


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_metric_can_be_unknown_and_can_be_written(name: str) -> None:
    assert figure_out(CATALOGUE[name], None, "EUR") is None
    assert float(exact_json(figure_out(CATALOGUE[name], Decimal(7), "EUR"))) == 7
