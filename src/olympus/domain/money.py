"""How finely money is counted: the smallest unit of every currency, after ISO 4217."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from types import MappingProxyType

_USUAL = 2

# More digits than any sum of money has, so that nothing is rounded that is not meant to be.
_WIDE = Context(prec=200, rounding=ROUND_HALF_EVEN)

_WITHOUT = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)
_WITH_THREE = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_WITH_FOUR = ("CLF", "UYW")

MINOR_UNITS = MappingProxyType(
    dict.fromkeys(_WITHOUT, 0) | dict.fromkeys(_WITH_THREE, 3) | dict.fromkeys(_WITH_FOUR, 4)
)
"""How many decimals the currencies have that do not have two."""


def minor_unit(currency: str | None) -> int:
    """How many decimals an amount in `currency` has at least: 2 for EUR, 0 for JPY; 2 where none is known."""
    return MINOR_UNITS.get(currency or "", _USUAL)


def spelled_out(amount: Decimal, currency: str | None) -> Decimal:
    """The same amount with at least the decimals of its currency, and as many more as it came with."""
    return at_least(amount, minor_unit(currency))


def average_of_money(amount: Decimal, currency: str | None) -> Decimal:
    """An average, to two decimals more than its currency has: who pays it never sees them, who compares does."""
    decimals = minor_unit(currency)
    return at_least(shortest(rounded(amount, decimals + 2)), decimals)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """To so many decimals; a half goes to the even neighbour."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)


def at_least(number: Decimal, decimals: int) -> Decimal:
    """The same number written with at least so many decimals, and never with an exponent."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent >= decimals:
        return number
    return rounded(number, decimals)


def shortest(number: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals."""
    return at_least(number.normalize(_WIDE), 0)
