"""What is written of an event is what the database has of it, whatever characters there are in it."""

import json
from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.columns import array, columns
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import OrderCreated, OrderItem
from tests.databases import empty
from tests.factories import NOON, an_event

nasty = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=12
) | st.sampled_from(
    [
        "\\N",
        "\\",
        "\\.",
        '"',
        "{}",
        "NULL",
        "null",
        "None",
        ",",
        "\t",
        "\n",
        "\r",
        "a\tb\\c\"d'",
        " ",
        "{",
        "}",
        "\\\\",
    ]
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=20, min_value=-(10**14), max_value=10**14)
items = st.builds(
    lambda product, category, quantity, total: OrderItem(product, quantity, total, category=category),
    nasty,
    st.none() | nasty,
    numbers,
    numbers,
)


@st.composite
def orders(draw: st.DrawFn) -> Event:
    payload = OrderCreated(
        draw(nasty),
        draw(numbers),
        customer_id=draw(st.none() | nasty),
        location_id=draw(st.none() | nasty),
        channel=draw(st.none() | nasty),
        items=tuple(draw(st.lists(items, max_size=4))),
    )
    event = an_event(payload, event_id=draw(nasty), at=NOON + timedelta(microseconds=draw(st.integers(0, 10**9))))
    said = json.dumps({"said": draw(nasty)}, ensure_ascii=draw(st.booleans())).encode()
    return event._replace(original=said)


_ROW = text("""
    SELECT event_id, at, location_id, original, order_id, person_id, channel, amount,
           product_ids, categories, quantities, amounts
    FROM events JOIN raw_events USING (tenant_id, event_id, received_at, position)
""")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=orders())
async def test_a_row_says_what_its_event_says(engine: AsyncEngine, event: Event) -> None:
    await empty(engine)
    await PostgresEventStore(engine, MsgspecEventDecoder()).record([event])
    async with engine.connect() as connection:
        row = (await connection.execute(_ROW)).one()

    order = event.payload
    assert isinstance(order, OrderCreated)
    assert row[:7] == (
        event.event_id, event.occurred_at, order.location_id,
        event.original.decode(), order.order_id, order.customer_id, order.channel,
    )  # fmt: skip
    assert row.amount == order.total
    expected = [(item.product_id, item.category, item.quantity, item.total) for item in order.items]
    assert list(zip(*(column or [] for column in row[8:]), strict=True)) == expected


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(elements=st.lists(st.none() | nasty, max_size=6))
async def test_an_array_is_read_as_it_was_meant(engine: AsyncEngine, elements: list[str | None]) -> None:
    async with engine.connect() as connection:
        query = text("SELECT CAST(CAST(:written AS text) AS text[])")
        assert await connection.scalar(query, {"written": array(elements)}) == elements


def test_columns_without_rows_are_empty_arrays() -> None:
    assert columns([], width=3) == ["{}", "{}", "{}"]
    assert columns([(1, None), (Decimal("2.50"), "x")], width=2) == ['{"1","2.50"}', '{NULL,"x"}']
