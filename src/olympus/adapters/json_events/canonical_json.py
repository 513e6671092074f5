"""JSON in one form: sorted keys, no spaces, each number in one spelling."""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from msgspec import Raw
from msgspec.json import Decoder, Encoder

_ROOMY = Context(prec=1000, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def read_freely(raw: Raw) -> object:
    """Any JSON as Python has it, with exact numbers. Raises msgspec.DecodeError for what Python has not."""
    return _DECODER.decode(raw)


def canonical_json(content: object) -> str:
    """`content` as JSON with sorted keys and no spaces."""
    return _ENCODER.encode(content).decode()


def _one_spelling(number: str) -> Decimal | int | str:
    """42.50 as 42.5 and 2.0 as 2, which is how the same event comes out of another JSON library."""
    value = _ROOMY.create_decimal(number)
    if not value.is_finite():  # its exponent has twenty digits
        return number
    if value.adjusted() < 18 and value == value.to_integral_value():
        return int(value)
    return _ROOMY.normalize(value)


_DECODER = Decoder(float_hook=_one_spelling)
_ENCODER = Encoder(order="sorted", decimal_format="number")
