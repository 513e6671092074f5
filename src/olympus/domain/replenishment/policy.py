"""How stock is kept: how long a delivery takes, how often orders are thought about, how seldom it may run out."""

from dataclasses import dataclass
from statistics import NormalDist

from olympus.domain.errors import OlympusError, quoted

LONGEST_DAYS = 365
LEAST_SHOWN_DAYS = 28
LEAST_SERVICE, MOST_SERVICE = 0.5, 0.9999


@dataclass(frozen=True, slots=True)
class ReplenishmentPolicy:
    """What is decided about reordering.

    `lead_time_days` pass from an order to its arrival, `review_days` from one time of ordering to the next.
    `service_level` is the probability that stock lasts until the delivery comes. Raises InvalidPolicy.
    """

    lead_time_days: int = 7
    service_level: float = 0.95
    review_days: int = 7

    def __post_init__(self) -> None:
        if not 0 <= self.lead_time_days <= LONGEST_DAYS:
            raise InvalidPolicy(
                f"A lead time is from 0 to {LONGEST_DAYS} days, not {quoted(self.lead_time_days)}.",
                field="lead_time_days",
            )
        if not 1 <= self.review_days <= LONGEST_DAYS:
            raise InvalidPolicy(
                f"Orders are reviewed every 1 to {LONGEST_DAYS} days, not {quoted(self.review_days)}.",
                field="review_days",
            )
        if not LEAST_SERVICE <= self.service_level <= MOST_SERVICE:
            raise InvalidPolicy(
                f"A service level is a probability from {LEAST_SERVICE} to {MOST_SERVICE}, not "
                f"{quoted(self.service_level)}: never running out would take endless stock.",
                field="service_level",
            )

    @property
    def protected_days(self) -> int:
        """So many days what is ordered now has to last: until what is ordered next time arrives."""
        return self.lead_time_days + self.review_days

    @property
    def shown_days(self) -> int:
        """So many days of demand are shown: four weeks, or for as long as an order has to last."""
        return max(LEAST_SHOWN_DAYS, self.protected_days)

    @property
    def forecast_days(self) -> int:
        """So many have to be forecast to plan for each of the days shown."""
        return self.shown_days + self.protected_days

    @property
    def safety_factor(self) -> float:
        """By how many standard deviations demand may exceed its forecast: the normal quantile, 1.645 for 0.95."""
        return NormalDist().inv_cdf(self.service_level)


class InvalidPolicy(OlympusError):
    """A way of reordering that cannot be."""
