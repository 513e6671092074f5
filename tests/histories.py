"""Random histories of a small business: few names, so that facts meet one another often."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as st

from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCancelled,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
    Payload,
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
    UserCreated,
    UserLoggedIn,
)
from tests.factories import BAKERY, CAFE, an_event

_Made = TypeVar("_Made")
FIRST = datetime(2025, 12, 30, 22, tzinfo=UTC)
_SOME_DAYS = 5

orders = st.sampled_from(["o1", "o2", "o3", "o4"])
people = st.none() | st.sampled_from(["ann", "bob", "cem"])
locations = st.none() | st.sampled_from(["rome", "oslo"])
channels = st.none() | st.sampled_from(["web", "pos"])
currencies = st.none() | st.sampled_from(["EUR", "USD"])
methods = st.none() | st.sampled_from(["card", "cash"])
amounts = st.decimals(min_value=-20, max_value=200, places=2, allow_nan=False)
quantities = st.decimals(min_value=0, max_value=9, places=1, allow_nan=False)
instants = st.builds(
    lambda quarters, seconds: FIRST + timedelta(minutes=15 * quarters, seconds=seconds),
    st.integers(0, _SOME_DAYS * 96),
    st.sampled_from([0, 0, 1, 61, 899]),
)


def of(kind: Callable[..., _Made], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[_Made]:
    """Values of a kind with these fields alone: `builds` would fill in the optional ones as well."""
    return st.fixed_dictionaries(fields).map(lambda given: kind(**given))


items = of(
    OrderItem,
    product_id=st.sampled_from(["tea", "pie", "jam"]),
    quantity=quantities,
    total=amounts,
    name=st.none() | st.sampled_from(["A", "B"]),
    category=st.none() | st.sampled_from(["hot", "sweet"]),
)

payloads: st.SearchStrategy[Payload | None] = st.one_of(
    of(
        OrderCreated,
        order_id=orders,
        total=amounts,
        currency=currencies,
        customer_id=people,
        location_id=locations,
        channel=channels,
        items=st.lists(items, max_size=3).map(tuple),
    ),
    of(OrderCancelled, order_id=orders),
    of(OrderUpdated, order_id=orders, status=st.sampled_from(["confirmed", "cancelled", "refunded"])),
    of(OrderFulfilled, order_id=orders),
    of(
        PaymentProcessed,
        payment_id=st.just("p"),
        order_id=orders,
        amount=amounts,
        currency=currencies,
        method=methods,
        status=st.sampled_from(PaymentStatus),
    ),
    of(PaymentFailed, payment_id=st.just("p"), amount=amounts, order_id=st.none() | orders, method=methods),
    of(PaymentRefunded, payment_id=st.just("p"), amount=amounts, order_id=orders, currency=currencies),
    of(UserLoggedIn, user_id=people.filter(bool), login_method=methods),
    of(UserCreated, user_id=people.filter(bool)),
    of(
        InventoryUpdated,
        product_id=st.sampled_from(["tea", "pie"]),
        location_id=locations,
        name=st.none() | st.sampled_from(["A", "B"]),
        quantity=st.none() | quantities,
        quantity_change=st.none() | st.decimals(min_value=-5, max_value=5, places=1, allow_nan=False),
        reorder_point=st.none() | quantities,
    ).filter(lambda stock: stock.quantity is not None or stock.quantity_change is not None),
    st.none(),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Different events of two tenants, each with an id of its own that says nothing about its place."""
    drawn = draw(st.lists(st.tuples(payloads, instants, locations, st.booleans()), min_size=1, max_size=14))
    ids = draw(st.permutations(range(len(drawn))))
    return [
        an_event(payload, event_id=f"id-{number}", at=at, location_id=place, tenant=BAKERY if other else CAFE)
        for number, (payload, at, place, other) in zip(ids, drawn, strict=True)
    ]


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Event], list[list[Event]]]:
    """A history, and one way in which it may arrive: in any order, some of it again, in any batches."""
    history = draw(histories())
    again = draw(st.lists(st.sampled_from(history), max_size=5))
    arriving = draw(st.permutations(history + again))
    cuts = sorted(draw(st.sets(st.integers(0, len(arriving)), max_size=4)))
    bounds = [0, *cuts, len(arriving)]
    return history, [list(arriving[a:b]) for a, b in pairwise(bounds)]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Stretches of time in and around the histories, with ends anywhere."""
    if draw(st.integers(0, 9)) == 0:
        return ALL_TIME
    first, second = sorted([draw(instants), draw(instants)])
    return Interval(
        first - timedelta(seconds=draw(st.integers(0, 2))), second + timedelta(days=draw(st.sampled_from([0, 40])))
    )
