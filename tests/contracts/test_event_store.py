"""What every event store promises."""

import asyncio
from datetime import timedelta

import pytest

from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.facts.contribution import Measure
from olympus.ports.errors import EventNotStorable
from olympus.ports.event_store import Recorded
from tests.contracts.conftest import Records
from tests.factories import BAKERY, CAFE, NOON, a_cancellation, a_payment, an_event, an_order, later
from tests.figures import sums_over


async def test_an_event_sent_again_is_a_duplicate_in_the_same_batch_and_in_a_later_one(records: Records) -> None:
    order = an_order()
    assert await records.store.record([order, order, an_order()]) == Recorded(new=2, duplicates=1)
    assert await records.store.record([order]) == Recorded(duplicates=1)


async def test_an_event_sent_again_with_another_time_stays_as_it_was_first(records: Records) -> None:
    payment = a_payment("o")
    await records.store.record([payment])
    assert await records.store.record([later(payment, minutes=5)]) == Recorded(duplicates=1)
    async with records.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
    assert sums.events_until == NOON


async def test_the_same_id_with_another_meaning_is_a_conflict_and_the_first_stays(records: Records) -> None:
    order = an_order("o", total="10")
    other = an_order("o", total="99", event_id=order.event_id)
    await records.store.record([order])
    assert await records.store.record([other, an_order()]) == Recorded(new=1, conflicts=(other,))
    async with records.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
    assert sums.added[Measure.ORDER, "EUR"].amount == 20


async def test_of_two_that_contradict_each_other_in_one_batch_the_first_stays(records: Records) -> None:
    first = an_order(total="1")
    second = an_order(total="2", event_id=first.event_id)
    assert await records.store.record([first, second, first]) == Recorded(new=1, duplicates=1, conflicts=(second,))


async def test_what_contradicts_a_recorded_event_does_not_hide_what_repeats_it(records: Records) -> None:
    recorded = an_order(total="1")
    other = an_order(total="2", event_id=recorded.event_id)
    await records.store.record([recorded])
    assert await records.store.record([other, recorded]) == Recorded(duplicates=1, conflicts=(other,))


async def test_the_same_id_of_two_tenants_is_two_events(records: Records) -> None:
    order = an_order()
    assert await records.store.record([order, order._replace(tenant_id=BAKERY)]) == Recorded(new=2)


async def test_an_event_that_is_not_modelled_is_kept_and_moves_no_figure(records: Records) -> None:
    viewed = an_event(name="product.viewed")
    assert await records.store.record([viewed]) == Recorded(new=1, unmodelled=1)
    assert await records.store.known({viewed.identity}) == {viewed.identity}
    async with records.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
    assert dict(sums.added) == {}


async def test_it_knows_what_is_recorded_and_nothing_else(records: Records) -> None:
    order = an_order()
    await records.store.record([order])
    assert await records.store.known({order.identity, (BAKERY, order.event_id), (CAFE, "other")}) == {
        order.identity
    }
    assert await records.store.known(set()) == set()


async def test_it_is_empty_until_the_first_event(records: Records) -> None:
    assert await records.store.is_empty()
    await records.store.record([])
    assert await records.store.is_empty()
    await records.store.record([an_order()])
    assert not await records.store.is_empty()


async def test_writers_at_the_same_time_lose_nothing_and_count_nothing_twice(records: Records) -> None:
    orders = [
        an_order(f"o{n}", customer=f"c{n % 7}", location="rome", at=NOON + timedelta(minutes=n)) for n in range(60)
    ]
    payments = [a_payment(f"o{n}", at=NOON + timedelta(minutes=n)) for n in range(60)]
    cancellations = [a_cancellation(f"o{n}", at=NOON + timedelta(hours=2)) for n in range(0, 60, 3)]
    batches = [orders, payments, cancellations, orders[::2] + payments[1::2], cancellations[::-1]]
    outcomes = await asyncio.gather(*(records.store.record(batch) for batch in batches))

    assert sum(outcome.new for outcome in outcomes) == 140
    async with records.figures.snapshot(CAFE) as snapshot:
        [here] = await sums_over(snapshot, ALL_TIME, location_id="rome")
    assert here.added[Measure.PAYMENT, "EUR"].count == 60
    assert here.added[Measure.ORDER_VOIDED, "EUR"].count == 20


async def test_what_no_database_can_keep_is_told_from_an_outage(records: Records) -> None:
    unkeepable = an_event(name="product.viewed\0")
    if isinstance(records.store, InMemoryEventStore):
        return  # memory keeps everything
    with pytest.raises(EventNotStorable):
        await records.store.record([unkeepable])
    assert await records.store.known({unkeepable.identity}) == set()
