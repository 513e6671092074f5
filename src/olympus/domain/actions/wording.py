"""Figures in the sentences of recommendations, as people write them."""

from datetime import date
from decimal import Decimal

from olympus.domain.money import minor_unit, rounded, shortest


def money(amount: Decimal | float, currency: str | None) -> str:
    """With the decimals of its currency: "1,234.50 EUR"."""
    return f"{estimate(amount, currency):,} {currency or ''}".rstrip()


def estimate(amount: Decimal | float, currency: str | None) -> Decimal:
    """An estimated amount to the smallest unit of its currency."""
    return rounded(exactly(amount), minor_unit(currency))


def exactly(number: Decimal | float) -> Decimal:
    """The shortest decimal that is that number."""
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def figure(number: Decimal | float, decimals: int = 1) -> Decimal:
    """A figure of the evidence, with no more decimals than anyone reads, and no zeros after them."""
    return shortest(rounded(exactly(number), decimals))


def count(number: Decimal | float, noun: str) -> str:
    """ "1 day", "2.5 days", "1,200 units": from ten on without decimals."""
    shown = figure(number, 1 if abs(exactly(number)) < 10 else 0)
    return f"{shown:,f} {noun}" if shown == 1 else f"{shown:,f} {noun}s"


def share(part: float) -> str:
    """ "12.5 %"."""
    return f"{100 * part:.1f} %"


def day(when: date) -> str:
    """ "Friday 20 March"."""
    return f"{when:%A} {when.day} {when:%B}"


def listed(names: list[str]) -> str:
    """ "Margherita, Diavola and Tiramisù"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
