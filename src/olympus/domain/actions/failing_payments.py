"""Payment methods, channels and locations that fail more often than they used to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.wording import count, estimate, exactly, figure, money, share
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.proportion import Counted, difference_interval

FEWEST_ATTEMPTS = 30
"""Then and now; of fewer a share says too little."""

FEWEST_FAILURES = 5
CONFIDENCE = 0.999
"""Many values are looked at: with one chance in a thousand for each, hardly any is blamed wrongly."""

NOTABLE = 0.02
"""The share has risen by two percentage points at least, whatever is certain."""

MOST_FOUND = 5


class PaymentCell(NamedTuple):
    """Attempts are told apart by all of these at once, so that nothing is blamed for what something else does."""

    payment_method: str | None
    channel: str | None
    location: str | None


Attempts = Mapping[PaymentCell, Counted]
"""The failures among the attempts."""

_DIMENSIONS = (Dimension.PAYMENT_METHOD, Dimension.CHANNEL, Dimension.LOCATION)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A value of a dimension, its failures now and those that it is set beside."""

    dimension: Dimension
    value: str
    now: Counted
    usual: Counted
    is_own_history: bool

    @property
    def rise(self) -> float:
        """By how much the share has risen for certain."""
        return difference_interval(self.now, self.usual, confidence=CONFIDENCE)[0]

    @property
    def excess(self) -> float:
        """Failures that would not have been, had nothing changed."""
        return self.now.cases - self.usual.share * self.now.among


def failing_payments(
    now: Attempts, before: Attempts, *, days: int, average_payment: Decimal | None, currency: str | None
) -> list[Proposal]:
    """Whose share of failures rose, the one that rose most for certain first: it is nearest to the cause.

    What one explains is taken away before the next is looked for. The worth is that of the payments that failed
    beyond the usual share, for four weeks.
    """
    found: list[Proposal] = []
    now, before = dict(now), dict(before)
    while len(found) < MOST_FOUND:
        suspect = max(_suspects(now, before), key=lambda each: (each.rise, each.excess, each.value), default=None)
        if suspect is None:
            break
        found.append(_proposal(suspect, days, average_payment, currency))
        now, before = (_without(suspect, cells) for cells in (now, before))
    return found


def _suspects(now: Attempts, before: Attempts) -> Iterator[_Suspect]:
    everything = _total(now)
    for dimension in _DIMENSIONS:
        usual = _by_value(before, dimension)
        for value, counted in _by_value(now, dimension).items():
            if value is None or counted.among < FEWEST_ATTEMPTS or counted.cases < FEWEST_FAILURES:
                continue
            own = usual.get(value, Counted(0, 0))
            is_own = own.among >= FEWEST_ATTEMPTS
            beside = own if is_own else everything - counted
            suspect = _Suspect(dimension, value, counted, beside, is_own)
            if beside.among >= FEWEST_ATTEMPTS and suspect.rise > 0 and _risen(suspect) >= NOTABLE:
                yield suspect


def _risen(suspect: _Suspect) -> float:
    return suspect.now.share - suspect.usual.share


def _by_value(cells: Attempts, dimension: Dimension) -> dict[str | None, Counted]:
    found: dict[str | None, Counted] = defaultdict(lambda: Counted(0, 0))
    for cell, counted in cells.items():
        found[getattr(cell, dimension)] += counted
    return found


def _total(cells: Attempts) -> Counted:
    return sum(cells.values(), Counted(0, 0))


def _without(suspect: _Suspect, cells: Attempts) -> dict[PaymentCell, Counted]:
    return {cell: counted for cell, counted in cells.items() if getattr(cell, suspect.dimension) != suspect.value}


_NAMES = {
    Dimension.PAYMENT_METHOD: "payments by",
    Dimension.CHANNEL: "payments of the channel",
    Dimension.LOCATION: "payments at the location",
}


def _proposal(suspect: _Suspect, days: int, average_payment: Decimal | None, currency: str | None) -> Proposal:
    now, usual = suspect.now, suspect.usual
    than = "before" if suspect.is_own_history else "of all others"
    worth = None
    if average_payment is not None:
        excess = suspect.excess * 28 / days
        worth = Worth(
            estimate(exactly(excess) * average_payment, currency),
            currency,
            f"It goes on for four weeks, and {count(excess, 'payment')} fail that would not at the share {than}, "
            f"each of {money(average_payment, currency)}; none is tried again with success.",
        )
    what = f"{_NAMES[suspect.dimension]} {suspect.value}"
    return Proposal(
        rule=Rule.FAILING_PAYMENTS,
        subjects=(suspect.dimension, suspect.value),
        action=f"Find out why {what} fail, with the payment provider first.",
        impact=(
            f"About {money(worth.amount, currency)} in four weeks that would be paid."
            if worth
            else f"{count(suspect.excess, 'payment')} that would not have failed."
        ),
        rationale=(
            f"{share(now.share)} of {what} failed in {count(days, 'day')} ({now.cases:,} of {now.among:,}), "
            f"against {share(usual.share)} {than} ({usual.cases:,} of {usual.among:,})."
        ),
        evidence=(
            Evidence("payment_failures", Decimal(now.cases), f"failures of {what}"),
            Evidence("failure_share", figure(now.share, 4), f"share of {what} that failed"),
            Evidence("usual_failure_share", figure(usual.share, 4), f"share {than}"),
            Evidence(
                "certain_rise",
                figure(suspect.rise, 4),
                f"by which the share has risen at least, with a confidence of {CONFIDENCE:.1%} (Newcombe)",
            ),
        ),
        worth=worth,
        is_urgent=True,
        location_id=suspect.value if suspect.dimension is Dimension.LOCATION else None,
    )
