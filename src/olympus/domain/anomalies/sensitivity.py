"""How far from what is expected a point must lie to be told of."""

from enum import StrEnum
from typing import Self

from olympus.domain.errors import UnknownName


class Sensitivity(StrEnum):
    """What an operator chooses between missing something and being told of nothing."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def deviations(self) -> float:
        """Robust standard deviations from the expectation to either bound.

        Of a normal distribution 0.6 % lies beyond 2.75 deviations on both sides together, which leaves room for
        the errors of the expectation itself below 1 % of false alarms; of points moved by 5, 98.8 % come to light.
        """
        return {Sensitivity.LOW: 4.0, Sensitivity.NORMAL: 2.75, Sensitivity.HIGH: 2.3}[self]

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("sensitivity", value, cls, field="sensitivity")
