"""From sums to figures: what each formula makes of them."""

from decimal import Decimal

from olympus.domain.facts.contribution import Measure
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.catalogue import CATALOGUE, metric_named
from olympus.domain.metrics.figure import Added, Figures, Sums
from olympus.domain.metrics.metric import People, Unit

NO_STOCK = StockSummary()


def figures(
    added: dict[tuple[Measure, str | None], Added] | None = None,
    people: dict[People, int] | None = None,
    stock: StockSummary = NO_STOCK,
    currency: str | None = "EUR",
) -> Figures:
    return Figures(Sums(added or {}), people or {}, stock, currency)


def added(count: int, amount: str = "0", quantity: str = "0") -> Added:
    return Added(count, Decimal(amount), Decimal(quantity))


def test_a_ratio_of_nothing_is_unknown_rather_than_zero() -> None:
    nothing = figures()
    for metric in CATALOGUE.values():
        value = nothing.of(metric)
        assert value is None if metric.unit is Unit.RATIO or metric.name == "average_order_value" else True


def test_what_adds_up_is_zero_where_nothing_happened() -> None:
    nothing = figures()
    assert nothing.of(metric_named("revenue")) == 0
    assert nothing.of(metric_named("orders")) == 0
    assert nothing.of(metric_named("customers")) == 0
    assert nothing.of(metric_named("stock_on_hand")) is None


def test_revenue_is_payments_minus_refunds_in_the_reporting_currency() -> None:
    some = figures(
        {
            (Measure.PAYMENT, "EUR"): added(3, "100.10"),
            (Measure.REFUND, "EUR"): added(1, "0.30"),
            (Measure.PAYMENT, "USD"): added(2, "7"),
            (Measure.REFUND, "GBP"): added(1, "5"),
        }
    )
    assert some.of(metric_named("revenue")) == Decimal("99.80")
    assert some.in_other_currencies(metric_named("revenue")) == {"GBP": Decimal(-5), "USD": Decimal(7)}
    assert some.of(metric_named("payments")) == 5
    assert some.in_other_currencies(metric_named("payments")) == {}


def test_money_without_a_currency_is_in_the_reporting_one() -> None:
    some = figures({(Measure.PAYMENT, None): added(1, "5"), (Measure.PAYMENT, "EUR"): added(1, "2")})
    assert some.of(metric_named("revenue")) == 7
    unknown = figures({(Measure.PAYMENT, None): added(1, "5")}, currency=None)
    assert unknown.of(metric_named("revenue")) == 5


def test_an_average_counts_only_orders_in_the_same_currency() -> None:
    some = figures({(Measure.ORDER, "EUR"): added(2, "30"), (Measure.ORDER, "USD"): added(8, "800")})
    assert some.of(metric_named("average_order_value")) == 15
    assert some.in_other_currencies(metric_named("average_order_value")) == {"USD": 100}
    assert some.of(metric_named("orders")) == 10


def test_cancelled_orders_leave_orders_and_their_value_and_stay_placed() -> None:
    some = figures(
        {
            (Measure.ORDER, "EUR"): added(4, "40"),
            (Measure.ORDER_VOIDED, "EUR"): added(1, "10"),
            (Measure.CANCELLATION, None): added(1),
        }
    )
    assert some.of(metric_named("orders")) == 3
    assert some.of(metric_named("orders_placed")) == 4
    assert some.of(metric_named("order_value")) == 30
    assert some.of(metric_named("cancelled_orders")) == 1
    assert some.of(metric_named("cancellation_rate")) == Decimal("0.25")


def test_rates_are_ratios_of_totals() -> None:
    some = figures(
        {
            (Measure.PAYMENT, "EUR"): added(9, "90"),
            (Measure.PAYMENT_FAILURE, "EUR"): added(1, "10"),
            (Measure.REFUND, "EUR"): added(1, "9"),
        },
        {People.LOGGED_IN: 4, People.LOGGED_IN_AND_ORDERED: 1},
    )
    assert some.of(metric_named("payment_success_rate")) == Decimal("0.9")
    assert some.of(metric_named("refund_rate")) == Decimal("0.1")
    assert some.of(metric_named("conversion_rate")) == Decimal("0.25")


def test_stock_figures_stand_as_they_were_read() -> None:
    some = figures(stock=StockSummary(on_hand=Decimal("7.5"), warnings=2, out_of_stock=1))
    assert some.of(metric_named("stock_on_hand")) == Decimal("7.5")
    assert some.of(metric_named("inventory_warnings")) == 2
    assert some.of(metric_named("out_of_stock_items")) == 1
