"""An interval cut into cells is still the interval."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from olympus.adapters.postgres.spans import Cut, Grain, Span, cut
from olympus.domain.calendar.interval import ALL_TIME, Interval

instants = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))
intervals = st.tuples(instants, instants).map(lambda pair: Interval(min(pair), max(pair)))


def stretches(parts: Cut) -> list[tuple[datetime, datetime]]:
    spans = [(span.start, span.end) for span in parts.spans if span.start and span.end]
    return sorted([*spans, *parts.remains])


@given(intervals, st.sampled_from([Grain.QUARTER_HOUR, Grain.DAY]))
def test_the_parts_follow_one_another_from_start_to_end(interval: Interval, finest: Grain) -> None:
    parts = stretches(cut(interval, finest))
    start, end = interval.bounds
    assert [begin for begin, _ in parts] == ([start, *(last for _, last in parts[:-1])] if parts else [])
    assert parts[-1][1] == end if parts else start == end


@given(intervals)
def test_every_part_is_as_short_as_the_next_coarser_cell_allows(interval: Interval) -> None:
    parts = cut(interval)
    longest = {
        Grain.QUARTER_HOUR: timedelta(hours=1),
        Grain.HOUR: timedelta(days=1),
        Grain.DAY: timedelta(days=31),
    }
    for span in parts.spans:
        if span.grain in longest and span.start and span.end:
            assert span.end - span.start <= 2 * longest[span.grain]
    assert all(end - start <= timedelta(minutes=30) for start, end in parts.remains)


def test_all_time_is_every_month() -> None:
    assert cut(ALL_TIME) == Cut((Span(Grain.MONTH, None, None),), ())


def test_a_local_year_is_months_with_hours_at_its_ends() -> None:
    year = Interval(datetime(2026, 1, 1, 5, tzinfo=UTC), datetime(2027, 1, 1, 5, tzinfo=UTC))
    grains = [span.grain for span in cut(year).spans]
    assert grains == [Grain.HOUR, Grain.DAY, Grain.MONTH, Grain.HOUR]
