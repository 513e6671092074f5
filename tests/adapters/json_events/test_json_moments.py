from datetime import UTC, datetime, timedelta

import pytest

from olympus.domain.events.rejection import RejectionReason
from tests.adapters.json_events.messages import NOW, decode, documented, native, rejection


@pytest.mark.parametrize(
    ("sent", "in_utc"),
    [
        ("2026-03-18T17:00:00Z", "2026-03-18T17:00:00"),
        ("2026-03-18T17:00:00.5Z", "2026-03-18T17:00:00.500000"),
        ("2026-03-18T17:00:00.123456Z", "2026-03-18T17:00:00.123456"),
        ("2026-03-18T18:04:11+01:00", "2026-03-18T17:04:11"),
        ("2026-03-18T18:04:11+0100", "2026-03-18T17:04:11"),
        ("2026-03-18T07:30:00-09:30", "2026-03-18T17:00:00"),
        ("2026-03-18T17:00:00", "2026-03-18T17:00:00"),
        ("2026-03-18T17:00:00.25", "2026-03-18T17:00:00.250000"),
        ("2026-03-18 17:00:00Z", "2026-03-18T17:00:00"),
        ("2026-03-18t17:00:00z", "2026-03-18T17:00:00"),
        ("2026-03-18T17:00:00-00:00", "2026-03-18T17:00:00"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00"),
        ("1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00"),
    ],
)
def test_a_time_with_any_offset_becomes_an_instant_in_utc(sent: str, in_utc: str) -> None:
    occurred_at = decode(native(occurred_at=sent)).occurred_at

    assert occurred_at == datetime.fromisoformat(in_utc).replace(tzinfo=UTC)
    assert occurred_at.tzinfo is UTC


@pytest.mark.parametrize("offset", ["Z", "+00:00", ""])
def test_nanoseconds_are_cut_off_so_that_no_instant_moves_into_the_next_day(offset: str) -> None:
    occurred_at = decode(native(occurred_at=f"2026-03-17T23:59:59.999999999{offset}")).occurred_at

    assert occurred_at == datetime(2026, 3, 17, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "sent",
    [
        *["2026-03-18", "2026-03-18T17:00Z", "20260318T170000Z", "17:00:00", "yesterday", "", " ", "2026-W12-3"],
        *["2026-02-30T00:00:00Z", "2026-03-18T24:00:00Z", "2026-03-18T17:00:00+25:00", "2026-03-18T17:00:00Zzz"],
        *["1742317080", 1742317080, 1742317080.5, 1742317080000, True, {}, [], ["2026-03-18T17:00:00Z"]],
        *[
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+01:00",
            "0001-01-01T00:00:00+05:00",
            "0000-01-01T00:00:00Z",
        ],
        *["9999-12-31T23:59:59-05:00", "2026-03-18T17:00:00\x00Z", "٢٠٢٦-03-18T17:00:00Z"],
    ],
)
def test_a_bad_time_is_refused(sent: object) -> None:
    refused = rejection(native(occurred_at=sent))

    assert (refused.reason, refused.field) == (RejectionReason.BAD_TIME, "occurred_at")


def test_an_event_says_when_it_happened() -> None:
    refused = rejection(native(occurred_at=None))

    assert (refused.reason, refused.field) == (RejectionReason.BAD_TIME, "occurred_at")
    assert "RFC 3339, such as 2026-03-18T17:00:00Z" in refused.detail


@pytest.mark.parametrize("key", ["timestamp", "time"])
def test_a_bad_time_is_named_by_its_key(key: str) -> None:
    assert rejection(native(occurred_at=None, **{key: "noon"})).field == key


def test_where_two_times_are_given_the_time_of_occurrence_holds() -> None:
    event = decode(native(timestamp="2026-03-18T18:00:00Z", time="2026-03-18T19:00:00Z"))

    assert event.occurred_at == datetime(2026, 3, 18, 17, tzinfo=UTC)
    assert decode(documented("order.created", {"order_id": "o", "total": 1}) | {"occurred_at": None}).occurred_at


def test_a_clock_may_be_24_hours_ahead_and_no_more() -> None:
    tomorrow = NOW + timedelta(hours=24)
    later = tomorrow + timedelta(microseconds=1)

    assert decode(native(occurred_at=tomorrow.isoformat())).occurred_at == tomorrow
    refused = rejection(native(occurred_at=later.isoformat()))
    assert (refused.reason, refused.field) == (RejectionReason.TIME_AHEAD, "occurred_at")
    assert "24 hours ahead of the clock, which showed 2026-03-18T20:00:00Z" in refused.detail


def test_an_event_of_long_ago_is_an_event() -> None:
    assert decode(native(occurred_at="1999-12-31T23:59:59Z")).occurred_at.year == 1999
