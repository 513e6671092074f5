"""The catalogue: every metric, declared once. Whatever shows or explains a figure reads it from here."""

from collections.abc import Mapping
from types import MappingProxyType

from olympus.domain.errors import UnknownName
from olympus.domain.events.names import EventName
from olympus.domain.facts.contribution import Measure
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import (
    Column,
    Distinct,
    Level,
    Metric,
    People,
    Ratio,
    StockFigure,
    Sum,
    Term,
    Unit,
)


def _sum(*terms: tuple[Measure, Column] | tuple[Measure, Column, int]) -> Sum:
    return Sum(tuple(Term(*term) for term in terms))


_ORDER_EVENTS = (EventName.ORDER_CREATED, EventName.ORDER_UPDATED, EventName.ORDER_CANCELLED)
_PAYMENT_EVENTS = (EventName.PAYMENT_PROCESSED, EventName.PAYMENT_FAILED, EventName.PAYMENT_REFUNDED)

_TIME_OF = frozenset({Dimension.HOUR_OF_DAY, Dimension.DAY_OF_WEEK})
_OF_ORDERS = _TIME_OF | {Dimension.LOCATION, Dimension.CHANNEL, Dimension.CUSTOMER, Dimension.CURRENCY}
_OF_PAYMENTS = _OF_ORDERS | {Dimension.PAYMENT_METHOD}
_OF_ITEMS = _OF_ORDERS | {Dimension.PRODUCT, Dimension.CATEGORY}
_OF_LOGINS = _TIME_OF | {Dimension.LOCATION, Dimension.LOGIN_METHOD}
_OF_CUSTOMERS = _TIME_OF | {Dimension.LOCATION, Dimension.CHANNEL}
_OF_STOCK = frozenset({Dimension.LOCATION, Dimension.PRODUCT})

_GROSS = _sum((Measure.PAYMENT, Column.AMOUNT))
_REFUNDED = _sum((Measure.REFUND, Column.AMOUNT))
_ORDERS = _sum((Measure.ORDER, Column.COUNT), (Measure.ORDER_VOIDED, Column.COUNT, -1))
_ORDERS_PLACED = _sum((Measure.ORDER, Column.COUNT))
_ORDER_VALUE = _sum((Measure.ORDER, Column.AMOUNT), (Measure.ORDER_VOIDED, Column.AMOUNT, -1))
_PAYMENTS = _sum((Measure.PAYMENT, Column.COUNT))
_FAILURES = _sum((Measure.PAYMENT_FAILURE, Column.COUNT))

_METRICS = (
    Metric(
        name="revenue",
        label="Revenue",
        unit=Unit.MONEY,
        definition="Completed payments minus refunds, each on the day it happened (net, cash basis).",
        formula=_sum((Measure.PAYMENT, Column.AMOUNT), (Measure.REFUND, Column.AMOUNT, -1)),
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("sales", "net sales", "turnover", "income", "takings", "earnings", "money made"),
    ),
    Metric(
        name="gross_payments",
        label="Gross payments",
        unit=Unit.MONEY,
        definition="Completed payments, before refunds, on the day of the payment.",
        formula=_GROSS,
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("gross revenue", "gross sales", "payment volume"),
    ),
    Metric(
        name="refunds",
        label="Refunds",
        unit=Unit.MONEY,
        definition="Refunded amounts, on the day of the refund.",
        formula=_REFUNDED,
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("refunded amount", "money back", "returns"),
        higher_is_better=False,
    ),
    Metric(
        name="order_value",
        label="Order value",
        unit=Unit.MONEY,
        definition="Totals of the orders that are not cancelled, on the day of the order.",
        formula=_ORDER_VALUE,
        events=_ORDER_EVENTS,
        dimensions=_OF_ORDERS,
        synonyms=("bookings", "ordered amount", "gross merchandise value", "gmv"),
    ),
    Metric(
        name="orders",
        label="Orders",
        unit=Unit.COUNT,
        definition=(
            "Orders that are not cancelled, on the day of the order; a later cancellation corrects that day."
        ),
        formula=_ORDERS,
        events=_ORDER_EVENTS,
        dimensions=_OF_ORDERS,
        synonyms=("order count", "number of orders", "purchases", "transactions"),
    ),
    Metric(
        name="orders_placed",
        label="Orders placed",
        unit=Unit.COUNT,
        definition="All orders created, also those cancelled later, on the day of the order.",
        formula=_ORDERS_PLACED,
        events=_ORDER_EVENTS,
        dimensions=_OF_ORDERS,
        synonyms=("orders created", "placed orders", "all orders"),
    ),
    Metric(
        name="cancelled_orders",
        label="Cancelled orders",
        unit=Unit.COUNT,
        definition="Cancellations, on the day of the cancellation; an order is cancelled once.",
        formula=_sum((Measure.CANCELLATION, Column.COUNT)),
        events=_ORDER_EVENTS,
        dimensions=_TIME_OF | {Dimension.LOCATION, Dimension.CHANNEL},
        synonyms=("cancellations", "cancels", "orders cancelled"),
        higher_is_better=False,
    ),
    Metric(
        name="average_order_value",
        label="Average order value",
        unit=Unit.MONEY,
        definition="Order value divided by orders, over the whole timeframe.",
        formula=Ratio(_ORDER_VALUE, _ORDERS),
        events=_ORDER_EVENTS,
        dimensions=_OF_ORDERS,
        synonyms=("aov", "average order", "average basket", "average ticket", "basket size", "average check"),
    ),
    Metric(
        name="units_sold",
        label="Units sold",
        unit=Unit.QUANTITY,
        definition="Item quantities of orders that are not cancelled, on the day of the order.",
        formula=_sum((Measure.BASKET, Column.QUANTITY), (Measure.BASKET_VOIDED, Column.QUANTITY, -1)),
        events=_ORDER_EVENTS,
        dimensions=_OF_ITEMS,
        synonyms=("units", "items sold", "quantity sold", "volume", "sold"),
    ),
    Metric(
        name="item_sales",
        label="Item sales",
        unit=Unit.MONEY,
        definition="Item totals of orders that are not cancelled, on the day of the order.",
        formula=_sum((Measure.BASKET, Column.AMOUNT), (Measure.BASKET_VOIDED, Column.AMOUNT, -1)),
        events=_ORDER_EVENTS,
        dimensions=_OF_ITEMS,
        synonyms=("product sales", "product revenue", "sales of items"),
    ),
    Metric(
        name="payments",
        label="Payments",
        unit=Unit.COUNT,
        definition="Completed payments, on the day of the payment.",
        formula=_PAYMENTS,
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("completed payments", "successful payments", "payment count"),
    ),
    Metric(
        name="payment_failures",
        label="Payment failures",
        unit=Unit.COUNT,
        definition="Failed or cancelled payments, on the day of the attempt.",
        formula=_FAILURES,
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("failed payments", "declined payments", "declines"),
        higher_is_better=False,
    ),
    Metric(
        name="refund_count",
        label="Refund count",
        unit=Unit.COUNT,
        definition="Refunds, on the day of the refund.",
        formula=_sum((Measure.REFUND, Column.COUNT)),
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("number of refunds", "refunds issued"),
        higher_is_better=False,
    ),
    Metric(
        name="payment_success_rate",
        label="Payment success rate",
        unit=Unit.RATIO,
        definition="Completed payments divided by completed and failed payments.",
        formula=Ratio(_PAYMENTS, _sum((Measure.PAYMENT, Column.COUNT), (Measure.PAYMENT_FAILURE, Column.COUNT))),
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("success rate", "authorisation rate", "approval rate", "acceptance rate"),
    ),
    Metric(
        name="refund_rate",
        label="Refund rate",
        unit=Unit.RATIO,
        definition="Refunded amounts divided by completed payments, in money.",
        formula=Ratio(_REFUNDED, _GROSS),
        events=_PAYMENT_EVENTS,
        dimensions=_OF_PAYMENTS,
        synonyms=("share refunded", "return rate"),
        higher_is_better=False,
    ),
    Metric(
        name="cancellation_rate",
        label="Cancellation rate",
        unit=Unit.RATIO,
        definition="Share of the orders placed in the timeframe that were cancelled, whenever that was.",
        formula=Ratio(_sum((Measure.ORDER_VOIDED, Column.COUNT)), _ORDERS_PLACED),
        events=_ORDER_EVENTS,
        dimensions=_OF_ORDERS,
        synonyms=("cancel rate", "share cancelled"),
        higher_is_better=False,
    ),
    Metric(
        name="logins",
        label="Logins",
        unit=Unit.COUNT,
        definition="Logins of users.",
        formula=_sum((Measure.LOGIN, Column.COUNT)),
        events=(EventName.USER_LOGGED_IN,),
        dimensions=_OF_LOGINS,
        synonyms=("sign-ins", "log-ins", "sessions", "visits"),
    ),
    Metric(
        name="active_users",
        label="Active users",
        unit=Unit.DISTINCT,
        definition="Different users with a login in the timeframe.",
        formula=Distinct(People.LOGGED_IN),
        events=(EventName.USER_LOGGED_IN,),
        dimensions=_OF_LOGINS,
        synonyms=("users", "unique users", "logged-in users", "visitors"),
    ),
    Metric(
        name="new_users",
        label="New users",
        unit=Unit.COUNT,
        definition="Users created in the timeframe.",
        formula=_sum((Measure.USER_CREATED, Column.COUNT)),
        events=(EventName.USER_CREATED,),
        dimensions=_TIME_OF | {Dimension.LOCATION},
        synonyms=("registrations", "sign-ups", "signups", "registered users"),
    ),
    Metric(
        name="customers",
        label="Customers",
        unit=Unit.DISTINCT,
        definition="Different customers with an order in the timeframe that is not cancelled.",
        formula=Distinct(People.ORDERED),
        events=_ORDER_EVENTS,
        dimensions=_OF_CUSTOMERS,
        synonyms=("buyers", "unique customers", "shoppers", "guests"),
    ),
    Metric(
        name="new_customers",
        label="New customers",
        unit=Unit.DISTINCT,
        definition="Of the customers, those whose first order ever that is not cancelled lies in the timeframe.",
        formula=Distinct(People.ORDERED_FIRST),
        events=_ORDER_EVENTS,
        dimensions=_OF_CUSTOMERS,
        synonyms=("first-time customers", "first-time buyers", "customers acquired"),
    ),
    Metric(
        name="returning_customers",
        label="Returning customers",
        unit=Unit.DISTINCT,
        definition="Customers minus new customers.",
        formula=Distinct(People.ORDERED_AGAIN),
        events=_ORDER_EVENTS,
        dimensions=_OF_CUSTOMERS,
        synonyms=("repeat customers", "repeat buyers", "regulars"),
    ),
    Metric(
        name="conversion_rate",
        label="Conversion rate",
        unit=Unit.RATIO,
        definition="Users who logged in and ordered in the timeframe, divided by active users.",
        formula=Ratio(Distinct(People.LOGGED_IN_AND_ORDERED), Distinct(People.LOGGED_IN)),
        events=(EventName.USER_LOGGED_IN, *_ORDER_EVENTS),
        dimensions=_TIME_OF | {Dimension.LOCATION},
        synonyms=("conversion", "share of users who order"),
    ),
    Metric(
        name="stock_on_hand",
        label="Stock on hand",
        unit=Unit.QUANTITY,
        definition=(
            "Last known quantity of every product and location, at the end of the timeframe or now if that is "
            "earlier."
        ),
        formula=Level(StockFigure.ON_HAND),
        events=(EventName.INVENTORY_UPDATED,),
        dimensions=_OF_STOCK,
        synonyms=("stock", "inventory", "on hand", "stock level"),
        higher_is_better=None,
    ),
    Metric(
        name="inventory_warnings",
        label="Inventory warnings",
        unit=Unit.COUNT,
        definition=(
            "Products at a location that are at or below their reorder point, at the end of the timeframe or now."
        ),
        formula=Level(StockFigure.WARNINGS),
        events=(EventName.INVENTORY_UPDATED,),
        dimensions=_OF_STOCK,
        synonyms=("low stock", "stock warnings", "low stock items", "reorder alerts"),
        higher_is_better=False,
    ),
    Metric(
        name="out_of_stock_items",
        label="Out-of-stock items",
        unit=Unit.COUNT,
        definition=(
            "Products at a location with a quantity of zero or below, at the end of the timeframe or now."
        ),
        formula=Level(StockFigure.OUT_OF_STOCK),
        events=(EventName.INVENTORY_UPDATED,),
        dimensions=_OF_STOCK,
        synonyms=("out of stock", "stockouts", "sold out items"),
        higher_is_better=False,
    ),
)

CATALOGUE: Mapping[str, Metric] = MappingProxyType({metric.name: metric for metric in _METRICS})
"""Every metric by its name, in the order in which people are shown them."""


def metric_named(name: str) -> Metric:
    """The metric of that name. Raises UnknownName, which proposes the nearest one."""
    try:
        return CATALOGUE[name]
    except KeyError:
        raise UnknownName("metric", name, CATALOGUE, field="metric") from None
