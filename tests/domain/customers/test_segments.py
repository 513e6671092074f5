"""Everyone is in exactly one segment, and the segments add up."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.customers.characteristics import characteristics
from olympus.domain.customers.reading import Lifetime, Lifetimes
from olympus.domain.customers.segment import Segment
from olympus.domain.customers.segments import Segmentation, days_since, segmentation
from olympus.domain.tenant import TenantSettings
from tests.factories import CAFE, NOON

ROME = TenantSettings(time_zone="Europe/Rome", day_start=time(4))

lifetimes = st.builds(
    lambda hours, orders, others, value: a_lifetime(NOON - timedelta(hours=hours), orders, others, value),
    st.integers(0, 9000),
    st.integers(1, 40),
    st.integers(0, 3),
    st.decimals(-50, 5000, places=2),
)


def a_lifetime(at: datetime, orders: int, others: int, value: Decimal) -> Lifetime:
    return Lifetime(at, orders + others, orders, value, at, "ann")


def segmented(*customers: Lifetime) -> Segmentation:
    return segmentation(Lifetimes(customers, {}), tenant_id=CAFE, settings=ROME, currency="EUR", now=NOON)


def a_customer(*, days: int = 0, orders: int = 1, value: str = "10") -> Lifetime:
    return a_lifetime(NOON - timedelta(days=days), orders, 0, Decimal(value))


@given(st.lists(lifetimes, max_size=60))
def test_every_customer_is_in_one_segment_and_sizes_and_values_add_up(customers: list[Lifetime]) -> None:
    told = segmented(*customers)

    assert sum(each.customers for each in told.segments) == told.customers == len(customers)
    assert sum(each.value for each in told.segments) == sum(each.value for each in customers) == told.value
    assert sum(each.orders for each in told.segments) == sum(each.orders for each in customers)
    assert [each.segment for each in told.segments] == [
        segment for segment in Segment if segment in {each.segment for each in told.segments}
    ]
    assert all(each.customers for each in told.segments)


@given(st.lists(lifetimes, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_in_which_customers_are_read_does_not_matter(customers: list[Lifetime], random: Random) -> None:
    told = segmented(*customers)
    random.shuffle(customers)

    assert segmented(*customers).segments == told.segments


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=30))
def test_days_since_are_those_of_the_tenants_calendar(hours: list[int]) -> None:
    calendar = BusinessCalendar(ROME)
    instants = [NOON - timedelta(hours=each) for each in hours]

    expected = [(calendar.date_of(NOON) - calendar.date_of(each)).days for each in instants]

    assert days_since(instants, NOON, calendar) == expected


def test_a_day_ends_when_the_business_day_does() -> None:
    morning = datetime(2026, 3, 18, 7, tzinfo=UTC)
    nights = [datetime(2026, 3, 18, 2, 59, tzinfo=UTC), datetime(2026, 3, 18, 3, tzinfo=UTC)]

    assert days_since(nights, morning, BusinessCalendar(ROME)) == [1, 0]


def test_the_best_are_champions_and_the_longest_gone_are_lost() -> None:
    told = segmented(*(a_customer(days=10 * each, orders=10 - each, value=str(100 - each)) for each in range(10)))

    assert (told.segments[0].segment, told.segments[0].customers) == (Segment.CHAMPIONS, 2)
    assert (told.segments[-1].segment, told.segments[-1].customers) == (Segment.LOST, 2)
    assert told.notes == ()


def test_without_customers_there_are_no_segments_and_it_says_why() -> None:
    told = segmented()

    assert (told.segments, told.customers, told.value) == ((), 0, Decimal(0))
    assert "no customers yet" in told.notes[0]


def test_fewer_than_five_customers_are_told_to_be_too_few() -> None:
    told = segmented(a_customer())

    assert [each.segment for each in told.segments] == [Segment.NEEDS_ATTENTION]
    assert "fewer than 5" in told.notes[0]


def test_customers_who_are_all_alike_are_told_to_be() -> None:
    told = segmented(*[a_customer()] * 7)

    assert [(each.segment, each.customers) for each in told.segments] == [(Segment.NEEDS_ATTENTION, 7)]
    assert "all are in one segment" in told.notes[0]


def test_an_average_counts_only_the_orders_in_its_currency() -> None:
    [figures] = segmented(a_lifetime(NOON, 2, 3, Decimal(30))).segments
    [abroad] = segmented(a_lifetime(NOON, 0, 5, Decimal(0))).segments

    assert (figures.average_order_value, abroad.average_order_value) == (Decimal(15), None)


def test_characteristics_are_those_of_the_typical_customer() -> None:
    one, other = a_customer(days=1, orders=3, value="1234.5"), a_customer(days=1, orders=1, value="12")
    [figures] = segmented(one, one, one).segments
    [single] = segmented(other).segments

    assert characteristics(figures, "EUR") == [
        "The last order was typically yesterday.",
        "Each ordered typically 3 times.",
        "Each ordered typically for 1,234.50 EUR in all.",
    ]
    assert characteristics(single, None)[1:] == [
        "Each ordered typically once.",
        "Each ordered typically for 12.00 in all.",
    ]


def test_shares_of_nothing_are_unknown() -> None:
    told = segmented(a_customer(value="0"))

    assert told.percentage_of(told.segments[0]) == 100
    assert told.value_percentage_of(told.segments[0]) is None
