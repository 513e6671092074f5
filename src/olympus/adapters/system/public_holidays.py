"""Public holidays as the package `holidays` has collected them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from olympus.ports.public_holidays import PublicHolidays


class KnownPublicHolidays(PublicHolidays):
    """Imports the collection when holidays are first asked for: most tenants never do."""

    def knows(self, country: str) -> bool:
        from holidays import list_supported_countries

        code, _, region = country.partition("-")
        regions = list_supported_countries().get(code)
        return regions is not None and (not region or region in regions)

    def between(self, country: str, first: date, last: date) -> Mapping[date, str]:
        if not self.knows(country):
            return {}
        years = range(first.year, last.year + 1)
        return {
            day: name for year in years for day, name in _of_year(country, year).items() if first <= day <= last
        }


@lru_cache(maxsize=512)
def _of_year(country: str, year: int) -> Mapping[date, str]:
    from holidays import country_holidays

    code, _, region = country.partition("-")
    # Where a holiday is kept on another day in its stead, that day is one like any other.
    return MappingProxyType(dict(country_holidays(code, subdiv=region or None, years=year)))
