"""Read what is known of products: their sales, their prices, and their stock where it is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from olympus.domain.actions.product_trade import ProductTrade, StockPlace
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.wall_clock import moved
from olympus.domain.exact import ZERO
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Row
from olympus.domain.query.reading import Condition, StockRead
from olympus.use_cases.trade_view import TradeView

_PRICED_BEFORE = timedelta(days=366)
"""What was not sold in the interval has the price of the year before."""

_BEFORE, _NOW = range(2)
_SOLD = "item_sales", "units_sold"

_Stock = Mapping[StockPlace, tuple[Decimal | None, Decimal | None]]
"""What was in stock at the beginning of the interval, and what is now."""


@dataclass(frozen=True, slots=True)
class Products:
    """Every product that was sold in the interval or is in stock.

    `overall` has each once. `stocked` has it once for every location that keeps stock of its own, where the sales
    tell locations apart too; otherwise it is the same.
    """

    overall: Mapping[str, ProductTrade]
    stocked: Mapping[StockPlace, ProductTrade]


async def read_products(view: TradeView) -> Products:
    """The products of a view."""
    sold = {str(row.values[Dimension.PRODUCT]): row for row in await view.rows(*_SOLD, by=(Dimension.PRODUCT,))}
    by_place = await _stock(view)
    in_all = _added_up(by_place)
    unsold = [each for each, (_, now) in in_all.items() if now and each not in sold]
    earlier = await _sold_earlier(view, unsold) if unsold else {}
    ids = sorted({*sold, *in_all})
    names = await view.snapshot.product_names(ids) if ids else {}
    overall = {
        each: ProductTrade(
            product_id=each,
            name=names.get(each),
            units_sold=_value(sold.get(each), "units_sold"),
            days=view.days,
            price=_price(sold.get(each) or earlier.get(each)),
            on_hand=in_all.get(each, (None, None))[_NOW],
            on_hand_before=in_all.get(each, (None, None))[_BEFORE],
            location_id=view.location_id,
        )
        for each in ids
    }
    places = {place.location_id for place in by_place}
    if view.location_id is None and len(places) > 1 and None not in places:
        return Products(overall, await _by_place(view, overall, by_place))
    return Products(overall, {each.place: each for each in overall.values()})


async def _by_place(
    view: TradeView, overall: Mapping[str, ProductTrade], stock: _Stock
) -> dict[StockPlace, ProductTrade]:
    rows = await view.rows("units_sold", by=(Dimension.PRODUCT, Dimension.LOCATION))
    sold: dict[StockPlace, Decimal] = {}
    for row in rows:
        location = row.values[Dimension.LOCATION]
        if location is None:  # nobody knows from which stock it was taken
            return {each.place: each for each in overall.values()}
        sold[StockPlace(str(row.values[Dimension.PRODUCT]), str(location))] = _value(row, "units_sold")
    return {
        place: replace(
            overall[place.product_id],
            location_id=place.location_id,
            units_sold=sold.get(place, ZERO),
            on_hand=now,
            on_hand_before=before,
        )
        for place, (before, now) in sorted(stock.items())
    }


async def _stock(view: TradeView) -> _Stock:
    here = view.location_id
    conditions = (Condition(Dimension.LOCATION, frozenset({here})),) if here is not None else ()
    by = Dimension.PRODUCT, Dimension.LOCATION
    levels = await view.snapshot.stock(StockRead((view.interval.bounds[0], view.now), None, by, conditions))
    places = {StockPlace(str(product), location) for _, (product, location) in levels}
    return {
        place: (
            levels[_BEFORE, place].on_hand if (_BEFORE, place) in levels else None,
            levels[_NOW, place].on_hand if (_NOW, place) in levels else None,
        )
        for place in places
    }


def _added_up(stock: _Stock) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """The stock of all locations; what was counted nowhere is not known."""
    by_product: defaultdict[str, list[tuple[Decimal | None, Decimal | None]]] = defaultdict(list)
    for place, levels in stock.items():
        by_product[place.product_id].append(levels)
    return {
        product: (_sum(before for before, _ in levels), _sum(now for _, now in levels))
        for product, levels in by_product.items()
    }


def _sum(levels: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in levels if each is not None]
    return sum(known, ZERO) if known else None


async def _sold_earlier(view: TradeView, products: Collection[str]) -> Mapping[str, Row]:
    start = view.interval.bounds[0]
    year_before = Interval(moved(start, -_PRICED_BEFORE), start)
    rows = await view.rows(*_SOLD, by=(Dimension.PRODUCT,), products=products, interval=year_before)
    return {str(row.values[Dimension.PRODUCT]): row for row in rows}


def _value(row: Row | None, metric: str) -> Decimal:
    return (row.readings[metric].value if row else None) or ZERO


def _price(row: Row | None) -> Decimal | None:
    """What a unit brought on average; None where it brought nothing, or some were sold in other currencies."""
    units, amount = _value(row, "units_sold"), _value(row, "item_sales")
    if row is None or units <= 0 or amount <= 0 or row.readings["item_sales"].other_currencies:
        return None
    return amount / units
