"""How recently, how often and for how much: each customer's place among all of a tenant, in fifths.

The method is that of direct mail: customers in order, cut into fifths, 5 for the best (A. M. Hughes, Strategic
Database Marketing, Probus 1994). It does not say what becomes of equal values that a cut would part; here they
share the middle of their ranks, so that equal values have equal scores.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

FIFTHS = 5

_Number = TypeVar("_Number", int, Decimal)


def scores(values: Sequence[_Number]) -> list[int]:
    """1 to 5 for each value, 5 for the greatest fifth.

    Of different values each score is given to a fifth, as nearly as whole people allow. Who is alone, or like
    everyone else, is in the middle: 3; only among five or more are there both a 1 and a 5 of different values.
    """
    ordered = sorted(values)
    by_value = {value: _score(value, ordered) for value in set(values)}
    return [by_value[value] for value in values]


def _score(value: _Number, ordered: Sequence[_Number]) -> int:
    """The fifth in which the middle of the ranks of all that equal `value` lies."""
    less, up_to = bisect_left(ordered, value), bisect_right(ordered, value)
    return (less + up_to) * FIFTHS // (2 * len(ordered)) + 1
