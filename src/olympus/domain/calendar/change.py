"""How a figure has changed from the earlier period to this one."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

# More digits than any sum of money has, so that differences are exact; a percentage keeps the usual 28.
_EXACT = Context(prec=200)
_ROUNDED = Context(prec=28)


class Direction(StrEnum):
    """Which way a figure went."""

    UP = "up"
    DOWN = "down"
    STABLE = "stable"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference, what it is in per cent of the earlier figure, and which way it went.

    Nothing is known of a change from or to a figure that is None. From 0, there is a
    difference and a direction but no percentage. Under 1 per cent a figure is stable.
    """

    absolute: Decimal | None
    percentage: Decimal | None
    direction: Direction | None


UNKNOWN = Change(None, None, None)


def change(current: Decimal | int | None, previous: Decimal | int | None) -> Change:
    """What became of a figure that was `previous` and is `current`.

    The percentage is of the earlier figure's size, so that less of a loss is a rise.
    """
    if current is None or previous is None:
        return UNKNOWN
    absolute = _EXACT.subtract(current, previous)
    size = Decimal(previous).copy_abs()
    percentage = _ROUNDED.divide(_EXACT.multiply(absolute, 100), size) if size else None
    return Change(absolute, percentage, _direction(absolute, size))


def _direction(absolute: Decimal, size: Decimal) -> Direction:
    if absolute == 0 or _EXACT.multiply(absolute, 100).copy_abs() < size:  # abs() would round
        return Direction.STABLE
    return Direction.UP if absolute > 0 else Direction.DOWN
