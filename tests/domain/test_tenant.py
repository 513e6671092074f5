from contextlib import suppress
from datetime import UTC, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.errors import OlympusError, UnknownName
from olympus.domain.tenant import (
    InvalidSetting,
    InvalidTenantId,
    RetailPattern,
    TenantSettings,
    UnknownTimeZone,
    Weekday,
    parse_tenant_id,
    zone_named,
)
from tests.domain.calendar.calendars import law


def test_a_tenant_that_decided_nothing_lives_in_utc_with_days_from_midnight_and_weeks_from_monday() -> None:
    settings = TenantSettings()

    assert (settings.time_zone, settings.week_start, settings.day_start) == ("UTC", Weekday.MONDAY, time(0))
    assert (settings.fiscal_year_start, settings.retail_calendar) == (1, None)
    assert (settings.currency, settings.default_reorder_point) == (None, None)


def test_a_tenant_id_has_letters_digits_dots_underscores_and_hyphens() -> None:
    assert parse_tenant_id("Cafe-1_roma.it") == "Cafe-1_roma.it"
    assert parse_tenant_id("x" * 64) == "x" * 64


@pytest.mark.parametrize("text", ["", "x" * 65, "two words", "café", "a/b", "line\n", "nul\0", "drop;table"])
def test_nothing_else_is_a_tenant_id(text: str) -> None:
    with pytest.raises(InvalidTenantId) as refusal:
        parse_tenant_id(text)

    assert refusal.value.field == "tenant_id"
    assert refusal.value.code == "INVALID_REQUEST"


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../x", "/etc/passwd", "Europe", "Europe/", "Europe/Rome ", "a\0b", "x" * 5000),
        *("utc", "zone.tab", "tzdata.zi", "posixrules", "right/Europe/Rome", "localtime", "+02:00", "\ud800"),
    ],
)
def test_what_is_no_iana_zone_is_refused_whatever_zoneinfo_would_make_of_it(name: str) -> None:
    with pytest.raises(UnknownTimeZone) as refusal:
        TenantSettings(time_zone=name)

    assert refusal.value.field == "time_zone"
    assert len(str(refusal.value)) < 300


@law
@given(st.text())
def test_any_text_at_all_is_a_zone_or_an_unknown_one(name: str) -> None:
    with suppress(UnknownTimeZone):
        assert zone_named(name).key == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("europe/rome", "Europe/Rome"),
        ("rome", "Europe/Rome"),
        ("Amerca/New_York", "America/New_York"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_misspelt_zone_is_answered_with_the_nearest_one(written: str, meant: str) -> None:
    with pytest.raises(UnknownTimeZone, match=f"Did you mean {meant}") as refusal:
        zone_named(written)

    assert refusal.value.suggestion == meant


def test_settings_know_their_zone() -> None:
    assert TenantSettings(time_zone="Asia/Kathmandu").zone is zone_named("Asia/Kathmandu")


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"day_start": time(12, 1)}, "day_start"),
        ({"day_start": time(4, 0, 30)}, "day_start"),
        ({"day_start": time(4, 0, 0, 1)}, "day_start"),
        ({"day_start": time(4, tzinfo=UTC)}, "day_start"),
        ({"fiscal_year_start": 0}, "fiscal_year_start"),
        ({"fiscal_year_start": 13}, "fiscal_year_start"),
        ({"currency": "eur"}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"currency": "EUR\n"}, "currency"),
        ({"country": "Italy"}, "country"),
        ({"country": "it"}, "country"),
        ({"country": "IT-"}, "country"),
        ({"default_reorder_point": Decimal(-1)}, "default_reorder_point"),
        ({"default_reorder_point": Decimal("NaN")}, "default_reorder_point"),
        ({"default_reorder_point": Decimal("Infinity")}, "default_reorder_point"),
    ],
)
def test_a_setting_outside_its_bounds_is_refused_by_name(settings: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidSetting, match=f"^{field} cannot be") as refusal:
        TenantSettings(**settings)  # type: ignore[arg-type]

    assert refusal.value.field == field


def test_settings_reach_to_their_bounds() -> None:
    settings = TenantSettings(
        day_start=time(12), fiscal_year_start=12, currency="JPY", default_reorder_point=Decimal(0)
    )

    assert settings.day_start == time(12)
    assert TenantSettings(day_start=time(2, 30)).day_start == time(2, 30)


def test_weekdays_are_numbered_as_iso_does() -> None:
    assert [day.iso for day in Weekday] == [1, 2, 3, 4, 5, 6, 7]
    assert Weekday("sunday").iso == 7


def test_an_unknown_weekday_is_answered_with_the_seven_there_are() -> None:
    with pytest.raises(UnknownName, match="Did you mean sunday") as refusal:
        Weekday("Sonday")

    assert refusal.value.field == "week_start"
    assert "monday, tuesday" in str(refusal.value)


def test_an_unknown_retail_calendar_is_answered_with_the_three_there_are() -> None:
    with pytest.raises(UnknownName, match="4-4-5, 4-5-4, 5-4-4") as refusal:
        RetailPattern("4-4-4")

    assert refusal.value.field == "retail_calendar"
    assert isinstance(refusal.value, OlympusError)


@pytest.mark.parametrize("pattern", RetailPattern)
def test_a_retail_quarter_has_thirteen_weeks(pattern: RetailPattern) -> None:
    assert sum(pattern.weeks) == 13
