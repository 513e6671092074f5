"""Holidays on the dates that almanacs give them."""

import pytest

from tests.domain.time_expressions.speaking import interval


@pytest.mark.parametrize(
    ("phrase", "first_day"),
    [
        ("Easter 2016", "2016-03-27"),
        ("orthodox Easter 2018", "2018-04-08"),
        ("Ash Wednesday 2013", "2013-02-13"),
        ("MLK day 2013", "2013-01-21"),
        ("Thanksgiving 2012", "2012-11-22"),
        ("Black Friday 2025", "2025-11-28"),
        ("Cyber Monday", "2025-12-01"),
        ("last Memorial Day", "2025-05-26"),
        ("early May bank holiday 2024", "2024-05-06"),
        ("tax day 2011", "2011-04-18"),
        ("Super Bowl 2025", "2025-02-09"),
        ("Lunar New Year 2024", "2024-02-10"),
        ("mid-autumn festival 2020", "2020-10-01"),
        ("Passover 2018", "2018-03-31"),
        ("Rosh Hashanah 2024", "2024-10-03"),
        ("Hanukkah 2013", "2013-11-28"),
        ("Purim 2016", "2016-03-24"),
        ("Ramadan 1977", "1977-08-15"),
        ("Eid al-Fitr 1988", "1988-05-16"),
        ("Eid al-Adha 2018", "2018-08-21"),
        ("Islamic new year 2018", "2018-09-11"),
        ("Diwali 2020", "2020-11-14"),
        ("Holi 2019", "2019-03-21"),
        ("Maha Shivaratri 2021", "2021-03-11"),
        ("Raksha Bandhan 2019", "2019-08-15"),
        ("Onam 2019", "2019-09-11"),
        ("Pongal 2019", "2019-01-15"),
        ("New Year's Eve", "2025-12-31"),
        ("Christmas two thousand and nine", "2009-12-25"),
        ("the day after Thanksgiving 2012", "2012-11-23"),
    ],
)
def test_a_holiday_begins_on_its_day(phrase: str, first_day: str) -> None:
    assert interval(phrase).startswith(first_day)


def test_longer_observances_have_all_their_days() -> None:
    assert interval("Ramadan 2024") == "2024-03-11/2024-04-10"
    assert interval("Hanukkah 2013") == "2013-11-28/2013-12-06"
