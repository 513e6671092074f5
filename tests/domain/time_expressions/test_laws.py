"""What holds of every text: no error, no word outside it, one meaning however it is asked for."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.tenant import RetailPattern, TenantSettings, Weekday
from olympus.domain.time_expressions.expressions import STARTERS
from olympus.domain.time_expressions.grammar import TimeGrammar
from olympus.domain.time_expressions.reading import TimeReading, TimeUnread
from olympus.domain.time_expressions.words import words_of
from tests.domain.calendar.calendars import law
from tests.domain.time_expressions.speaking import GRAMMAR, NOW, read

vocabulary = st.sampled_from(
    [
        *sorted(STARTERS),
        *[
            "of",
            ",",
            ".",
            "-",
            "/",
            ":",
            "'",
            "'s",
            "th",
            "st",
            "s",
            "am",
            "pm",
            "to",
            "and",
            "until",
            "ago",
            "1",
            "2",
            "3",
            "5",
            "12",
            "15",
            "28",
            "30",
            "31",
            "1999",
            "2024",
            "99999",
        ],
    ]
)
phrases = st.lists(vocabulary, max_size=12).map(" ".join)
texts = st.one_of(st.text(max_size=80), phrases)
moments = st.datetimes(datetime(1950, 1, 1), datetime(2050, 12, 31), timezones=st.just(UTC))
tenants = st.builds(
    TenantSettings,
    time_zone=st.sampled_from(["UTC", "Europe/Rome", "America/New_York", "Pacific/Apia"]),
    week_start=st.sampled_from(list(Weekday)),
    day_start=st.sampled_from([time(0), time(4), time(12)]),
    fiscal_year_start=st.integers(1, 12),
    retail_calendar=st.sampled_from([None, *RetailPattern]),
)


@law
@given(texts, moments, tenants)
def test_it_never_raises_and_spans_lie_in_the_text(text: str, now: datetime, settings: TenantSettings) -> None:
    grammar, words = TimeGrammar(BusinessCalendar(settings)), words_of(text)
    readings = grammar.find(words, now)
    whole = grammar.read(text, now)

    end = 0
    for reading in readings:
        assert end <= reading.first < reading.last <= len(words)
        end = reading.last
    assert isinstance(whole, TimeUnread) or 0 <= whole.first < whole.last <= len(words)


@law
@given(phrases, moments, tenants)
def test_a_name_of_the_catalogue_stands_for_the_same_interval(
    text: str, now: datetime, settings: TenantSettings
) -> None:
    for reading in TimeGrammar(BusinessCalendar(settings)).find(words_of(text), now):
        if reading.preset:
            named = resolve_timeframe(reading.preset, now=now, settings=settings)
            assert named.interval == reading.interval


@law
@given(phrases, moments)
def test_what_is_found_in_a_question_means_the_same_when_it_is_read_by_itself(text: str, now: datetime) -> None:
    words = words_of(text)
    for reading in GRAMMAR.find(words, now):
        alone = GRAMMAR.read(text[words[reading.first].start : words[reading.last - 1].end], now)
        assert isinstance(alone, TimeReading)
        assert alone.interval == reading.interval


@law
@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_a_date_is_read_however_it_is_written(day: date) -> None:
    written = {
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"the {day.day}th of {day:%B} {day.year}",
        f"{day:%m/%d/%Y}",
        f"{day:%A}, {day:%d-%b-%Y}",
        f"{day:%Y%m%d}",
    }

    assert {read(text).preset for text in written} == {day.isoformat()}


@law
@given(st.integers(1950, 2050), st.integers(1, 12))
def test_beginning_middle_and_end_make_the_month(year: int, month: int) -> None:
    name = f"{date(year, month, 1):%B} {year}"
    begin, middle, end = (read(f"{part} of {name}").interval for part in ("beginning", "middle", "end"))

    assert (begin.end, middle.end) == (middle.start, end.start)
    assert begin.length + middle.length + end.length == read(name).interval.length


@law
@given(st.integers(1950, 2050))
def test_months_quarters_and_halves_make_the_year(year: int) -> None:
    whole = read(f"{year}").interval.length
    names = [
        [f"{date(year, month, 1):%b} {year}" for month in range(1, 13)],
        [f"Q{number} {year}" for number in range(1, 5)],
        [f"{which} half of {year}" for which in ("first", "second")],
    ]

    assert all(sum((read(name).interval.length for name in parts), timedelta()) == whole for parts in names)


@law
@given(st.integers(1, 400), st.sampled_from(["days", "weeks", "months", "quarters", "years"]))
def test_the_last_n_units_end_where_the_running_one_begins(count: int, unit: str) -> None:
    running = read(f"this {unit[:-1]}" if unit != "days" else "today").interval

    assert read(f"last {count} {unit}").interval.end == running.start
    assert read(f"past {count} {unit}").interval == read(f"{count} previous {unit}").interval


@law
@given(st.integers(1, 9999))
def test_n_days_ago_is_one_day_that_many_before_today(count: int) -> None:
    today = read("today").interval.bounds[0]

    assert read(f"{count} days ago").interval.bounds[0] == today - timedelta(days=count)
    assert read(f"{count} days ago").granularity is Granularity.DAY


def test_a_long_text_of_words_of_time_is_read_in_time_that_grows_with_its_length() -> None:
    walls = [
        "last " * 100,
        "first day of " * 40,
        "the " * 120,
        "between 1 and " * 35,
        "1/" * 250,
        "9" * 500,
        "(" * 500,
    ]

    for wall in walls:
        reading = GRAMMAR.read(wall, NOW)
        assert isinstance(reading, TimeReading | TimeUnread)
