"""Which days are public holidays?"""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Protocol


class PublicHolidays(Protocol):
    """Knows the public holidays of countries, and of their states and regions."""

    @abstractmethod
    def knows(self, country: str) -> bool:
        """Whether holidays of that place are known: "IT", "DE-BY"."""

    @abstractmethod
    def between(self, country: str, first: date, last: date) -> Mapping[date, str]:
        """The holidays from `first` to `last` by name; the same holiday has the same name every year.

        Empty where the country is not known.
        """
