"""The figures that others published about two data sets, each said by metric queries."""

import json
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Answer, Row
from olympus.domain.query.metric_query import QueryWords

_DATA = Path(__file__).parent.parent / "data"

Ask = Callable[[QueryWords], Awaitable[Answer]]
Figures = dict[str, Any]
"""What is said, by the key of the published figure."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KNOWN_CUSTOMER = ("customer", "!=", None)


def published(dataset: str) -> Mapping[str, Any]:
    """The value of every figure by its key."""
    metrics = json.loads((_DATA / dataset / "expected.json").read_text())["metrics"]
    return {key: entry["value"] for key, entry in metrics.items()}


async def of_the_restaurant(ask: Ask) -> Figures:
    """The pizza year."""
    names = {"orders_created": "orders_placed", "units": "units_sold", "revenue": "revenue"}
    said = await _by_time(ask, names, months=True, weeks=True)
    of_items = {"revenue": "item_sales", "units": "units_sold"}
    by_category = await ask(QueryWords(metrics=[*of_items.values()], dimensions=["category"]))
    for row in by_category.rows:
        said |= _told(row, of_items, f"category={row.values[Dimension.CATEGORY]}")
    stretches: dict[str, dict[str, Any]] = {
        "from=2015-11-22,to=2015-11-28": {"timeframe": "custom", "start": "2015-11-22", "end": "2015-11-28"},
        "day=2015-11-27": {"timeframe": "2015-11-27"},
    }
    for over, words in stretches.items():
        [row] = (await ask(QueryWords(metrics=[*names.values()], **words))).rows
        said |= _told(row, names, over)
    in_all = {
        **names,
        "payments_completed_amount": "gross_payments",
        "payments_completed_count": "payments",
        "aov": "average_order_value",
    }
    [whole] = (await ask(QueryWords(metrics=[*in_all.values()]))).rows
    said |= _told(whole, in_all, "all")
    said["units_per_order{all}"] = _value(whole, "units_sold") / _value(whole, "orders_placed")
    said |= await _days(ask)
    rankings: list[tuple[str, str, dict[str, Any]]] = [
        ("top5_products_by_revenue{all}", "item_sales", {}),
        ("top5_products_by_units{all}", "units_sold", {}),
        ("top5_products_by_revenue{month=2015-07}", "item_sales", {"timeframe": "2015-07"}),
        ("bottom5_products_by_revenue{all}", "item_sales", {"order": [("item_sales", "asc")]}),
    ]
    for key, metric, words in rankings:
        told = await ask(QueryWords(metrics=[metric], dimensions=["product"], limit=5, **words))
        said[key] = [[told.names[str(row.values[Dimension.PRODUCT])], _value(row, metric)] for row in told.rows]
    return said


async def of_the_gift_shop(ask: Ask) -> Figures:
    """The year of online retail. Its orders count as placed, for that is what was published."""
    gross = {"orders_created": "orders_placed", "revenue_gross": "gross_payments"}
    said = await _by_time(ask, gross, months=True, weeks=False)
    said |= await _by_time(ask, {"revenue_net": "revenue"}, months=True, weeks=False)
    said |= await _of_known_customers(ask, gross)
    said |= await _by_location(ask, gross)
    said |= await _by_customer(ask)
    names = {**gross, "revenue_net": "revenue", "refunds_amount": "refunds", "refunds_count": "refund_count"}
    stretches: dict[str, dict[str, Any]] = {
        "all": {},
        "from=2010-12-01,to=2010-12-07": {"timeframe": "custom", "start": "2010-12-01", "end": "2010-12-07"},
        "day=2011-11-14": {"timeframe": "2011-11-14"},
        "week=2011-W46": {"timeframe": "2011-W46"},
    }
    for over, words in stretches.items():
        [row] = (await ask(QueryWords(metrics=[*names.values(), "payments"], **words))).rows
        said |= _told(row, {**names, "payments_completed_count": "payments"}, over)
        said[f"aov{{{over}}}"] = _value(row, "gross_payments") / _value(row, "orders_placed")
    said |= await _credit_notes(ask, said)
    return said


async def _by_time(ask: Ask, names: Mapping[str, str], *, months: bool, weeks: bool) -> Figures:
    metrics = [*names.values()]
    said: Figures = {}
    for wanted, granularity, shape in ((months, "month", "%Y-%m"), (weeks, "week", "%G-W%V")):
        if wanted:
            told = await ask(QueryWords(metrics=metrics, granularity=granularity))
            for row in told.rows:
                said |= _told(row, names, f"{granularity}={_local(row, told):{shape}}")
    for row in (await ask(QueryWords(metrics=metrics, dimensions=["day_of_week"]))).rows:
        said |= _told(row, names, f"weekday={WEEKDAYS[int(row.values[Dimension.DAY_OF_WEEK] or 0) - 1]}")
    for row in (await ask(QueryWords(metrics=metrics, dimensions=["hour_of_day"]))).rows:
        said |= _told(row, names, f"hour={row.values[Dimension.HOUR_OF_DAY]}")
    if "orders_created" in names:
        for key, dimension in (("weekday", "day_of_week"), ("hour", "hour_of_day")):
            words = QueryWords(
                metrics=["orders_placed"], dimensions=[dimension], order=[("orders_placed", "desc")], limit=1
            )
            [busiest] = (await ask(words)).rows
            value: Any = busiest.values[Dimension(dimension)]
            said[f"busiest_{key}_by_orders{{all}}"] = WEEKDAYS[value - 1] if key == "weekday" else value
    return said


async def _days(ask: Ask) -> Figures:
    told = await ask(QueryWords(metrics=["orders_placed"], granularity="day"))
    days = [row for row in told.rows if _value(row, "orders_placed")]
    busiest = max(days, key=lambda row: _value(row, "orders_placed"))
    return {
        "first_event_day{all}": f"{_local(days[0], told):%Y-%m-%d}",
        "last_event_day{all}": f"{_local(days[-1], told):%Y-%m-%d}",
        "days_with_orders{all}": len(days),
        "busiest_day_by_orders{all}": f"{_local(busiest, told):%Y-%m-%d}",
    }


async def _of_known_customers(ask: Ask, gross: Mapping[str, str]) -> Figures:
    said: Figures = {}
    words: dict[str, Any] = {"metrics": [*gross.values()], "filters": [KNOWN_CUSTOMER]}
    by_month = await ask(QueryWords(**words, granularity="month"))
    for row in by_month.rows:
        said |= _told(row, gross, f"month={_local(row, by_month):%Y-%m},customer_id!=null")
    for row in (await ask(QueryWords(**words, dimensions=["location"]))).rows:
        said |= _told(row, gross, f"location_id={row.values[Dimension.LOCATION]},customer_id!=null")
    [row] = (await ask(QueryWords(**words))).rows
    said |= _told(row, gross, "customer_id!=null")
    said["aov{customer_id!=null}"] = _value(row, "gross_payments") / _value(row, "orders_placed")
    return said


async def _by_location(ask: Ask, gross: Mapping[str, str]) -> Figures:
    said: Figures = {}
    for row in (await ask(QueryWords(metrics=[*gross.values()], dimensions=["location"]))).rows:
        said |= _told(row, gross, f"location_id={row.values[Dimension.LOCATION]}")
    return said


async def _by_customer(ask: Ask) -> Figures:
    told = await ask(
        QueryWords(
            metrics=["gross_payments", "orders_placed"],
            dimensions=["customer"],
            filters=[KNOWN_CUSTOMER],
            order=[("gross_payments", "desc")],
        )
    )
    orders = [_value(row, "orders_placed") for row in told.rows]
    largest = QueryWords(
        metrics=["gross_payments"],
        dimensions=["customer"],
        granularity="hour",
        order=[("gross_payments", "desc")],
        limit=1,
    )
    by_hour = await ask(largest)
    return {
        "customers_with_orders{all}": len(orders),
        "one_time_customers{all}": orders.count(Decimal(1)),
        "repeat_customers{all}": sum(each > 1 for each in orders),
        "top5_customers_by_revenue{all}": [
            [row.values[Dimension.CUSTOMER], _value(row, "gross_payments"), _value(row, "orders_placed")]
            for row in told.rows[:5]
        ],
        "largest_order_total{all}": _value(by_hour.rows[0], "gross_payments"),
    }


async def _credit_notes(ask: Ask, said: Figures) -> Figures:
    """Refunds less the two adjustments of bad debt, which stand alone in their two minutes."""
    metrics = {"refunds_count": "refund_count", "refunds_amount": "refunds"}
    adjusting = QueryWords(
        metrics=[*metrics.values()], timeframe="custom", start="2011-08-12T14:51", end="2011-08-12T14:53"
    )
    [adjustments] = (await ask(adjusting)).rows
    assert _value(adjustments, "refund_count") == 2
    found: Figures = {}
    by_month = await ask(QueryWords(metrics=[*metrics.values()], granularity="month"))
    for row in by_month.rows:
        month = f"{_local(row, by_month):%Y-%m}"
        for name, metric in metrics.items():
            less = _value(adjustments, metric) if month == "2011-08" else 0
            found[f"{name}{{month={month},reason^=credit note}}"] = _value(row, metric) - less
    for name, metric in metrics.items():
        found[f"{name}{{reason^=credit note}}"] = said[f"{name}{{all}}"] - _value(adjustments, metric)
    gross, notes = said["revenue_gross{all}"], found["refunds_amount{reason^=credit note}"]
    found["revenue_gross_less_credit_notes{all}"] = gross - notes
    return found


def _told(row: Row, names: Mapping[str, str], over: str) -> Figures:
    return {f"{name}{{{over}}}": row.readings[metric].value for name, metric in names.items()}


def _value(row: Row, metric: str) -> Decimal:
    value = row.readings[metric].value
    assert value is not None
    return value


def _local(row: Row, answer: Answer) -> Any:
    assert row.bucket is not None
    assert row.bucket.start is not None
    return row.bucket.start.astimezone(answer.settings.zone)
