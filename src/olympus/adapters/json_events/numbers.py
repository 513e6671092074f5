"""Exact numbers: money and quantities as they were written, or not at all."""

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

from olympus.domain.events.rejection import EventRejected, RejectionReason

MOST_DIGITS = 38
"""As many as the widest producers (Rust decimals, doubles, BigQuery's NUMERIC) can mean."""

DIGITS_BEFORE_POINT = 15
"""Whoever sends 10^15 of anything did not mean it."""

# msgspec hands over the digits as they stand in the message, whatever their number;
# this context lets a number through unchanged or raises, at the cost of one call.
_UNCHANGED = Context(
    prec=MOST_DIGITS, Emin=0, Emax=DIGITS_BEFORE_POINT - 1, traps=[Overflow, Inexact, InvalidOperation]
)
_ROUNDED = Context(prec=MOST_DIGITS, Emin=0, Emax=DIGITS_BEFORE_POINT - 1, traps=[Overflow])


def exact(value: Decimal | None, field: str) -> Decimal | None:
    """`value` if it is a number that can be kept to its last digit; nothing stays nothing."""
    if value is None:
        return None
    if not value.is_finite():
        raise EventRejected(
            RejectionReason.BAD_MONEY, f"`{field}` must be a finite number, not {value}", field=field
        )
    try:
        return _UNCHANGED.plus(value)
    except ArithmeticError:
        raise _too_long(field) from None


def first_exact(*candidates: tuple[str, Decimal | None]) -> Decimal | None:
    """The first number that was sent at all, of several fields that mean the same."""
    for field, value in candidates:
        if value is not None:
            return exact(value, field)
    return None


def product(price: Decimal, quantity: Decimal, field: str) -> Decimal:
    """What `quantity` pieces at `price` come to; digits beyond the 38th are rounded away."""
    try:
        return _ROUNDED.multiply(price, quantity)
    except ArithmeticError:
        raise _too_long(field) from None


def _too_long(field: str) -> EventRejected:
    return EventRejected(
        RejectionReason.BAD_MONEY,
        f"`{field}` must be below 10^{DIGITS_BEFORE_POINT} and have at most {MOST_DIGITS} digits,"
        f" of which {MOST_DIGITS - 1} may follow the point",
        field=field,
    )
