"""The laws on which rollups, replays and several workers rest."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Contribution, Measure, contributions
from olympus.domain.facts.from_events import statements_of
from olympus.domain.metrics.figure import Sums
from tests.factories import NOON, a_cancellation, a_payment, an_item, an_order
from tests.histories import histories


def contributed(*events: Event) -> list[Contribution]:
    facts = [stated.fact for stated in map(statements_of, events) if stated.fact]
    return list(contributions(facts))


def of(measure: Measure, *events: Event) -> list[Contribution]:
    return [each for each in contributed(*events) if each.measure is measure]


@given(histories().flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))))
def test_the_order_of_arrival_changes_nothing(both: tuple[list[Event], list[Event]]) -> None:
    history, shuffled = both
    assert Counter(contributed(*history)) == Counter(contributed(*shuffled))


@given(histories())
def test_sums_do_not_depend_on_how_the_contributions_are_grouped(history: list[Event]) -> None:
    together = Sums.of(contributed(*history))
    backwards = Sums.of(reversed(contributed(*history)))
    assert together == backwards


def test_a_cancelled_order_stays_placed_and_is_voided_on_the_day_of_the_order() -> None:
    order = an_order("o", total="9.90", at=NOON)
    cancellation = a_cancellation("o", at=NOON + timedelta(days=2))

    assert [each.at for each in of(Measure.ORDER, order, cancellation)] == [NOON]
    assert [each.at for each in of(Measure.ORDER_VOIDED, order, cancellation)] == [NOON]
    assert [each.at for each in of(Measure.CANCELLATION, order, cancellation)] == [NOON + timedelta(days=2)]


def test_an_order_cancelled_twice_is_cancelled_once_at_the_first_time() -> None:
    first, second = a_cancellation("o", at=NOON), a_cancellation("o", at=NOON + timedelta(hours=1))
    assert [each.at for each in of(Measure.CANCELLATION, second, first)] == [NOON]


def test_an_order_placed_twice_counts_as_its_first_placing_says() -> None:
    first, second = an_order("o", total="1", at=NOON), an_order("o", total="2", at=NOON + timedelta(hours=1))
    assert [each.amount for each in of(Measure.ORDER, second, first)] == [Decimal(1)]


def test_a_payment_before_its_order_takes_location_and_channel_from_it() -> None:
    payment = a_payment("o", at=NOON - timedelta(minutes=1))
    order = an_order("o", location="rome", channel="web")
    [paid] = of(Measure.PAYMENT, payment, order)
    assert (paid.location_id, paid.channel) == ("rome", "web")


def test_a_customer_counts_only_while_the_order_is_not_cancelled() -> None:
    order = an_order("o", customer="ann")
    assert [each.person_id for each in of(Measure.ORDER, order)] == ["ann"]
    assert [each.person_id for each in of(Measure.ORDER, order, a_cancellation("o"))] == [None]


def test_two_lines_of_one_product_are_one_order_that_holds_it() -> None:
    order = an_order(items=(an_item("tea", quantity="1", total="2"), an_item("tea", quantity="2", total="4")))
    [tea] = of(Measure.ITEM, order)
    assert (tea.number, tea.quantity, tea.amount) == (1, Decimal(3), Decimal(6))
    [basket] = of(Measure.BASKET, order)
    assert basket.number == 2
