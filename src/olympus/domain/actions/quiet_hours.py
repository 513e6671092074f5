"""Fewer staff for open hours in which hardly anything is forecast to be ordered."""

from collections.abc import Sequence

from olympus.domain.actions.action import Evidence, Proposal, Rule
from olympus.domain.actions.hours_ahead import HourAhead, blocks, typical_hour
from olympus.domain.actions.peak_hours import FEWEST_ORDERS
from olympus.domain.actions.wording import count, figure

QUIET = 0.5
"""Times the typical open hour, which neither the upper bound of the forecast nor the usual number exceeds."""

FEWEST_HOURS = 3
MOST_BLOCKS = 3


def quiet_hours(hours: Sequence[HourAhead], *, location_id: str | None = None) -> Proposal | None:
    """The longest quiet stretches of the coming week. Wages are not known, so no money is said to be saved."""
    typical = typical_hour(hours)
    quiet = [each for each in hours if each.is_open and max(each.upper, each.usual) <= QUIET * typical]
    if typical < FEWEST_ORDERS or len(quiet) < FEWEST_HOURS:
        return None
    longest = sorted(blocks(quiet), key=lambda block: (-len(block.hours), block.expected, block.hours[0].starts))
    longest = longest[:MOST_BLOCKS]
    return Proposal(
        rule=Rule.QUIET_HOURS,
        subjects=tuple(block.label for block in longest),
        action=f"Plan with the fewest staff for {'; '.join(block.label for block in longest)}.",
        impact=f"Frees staff in {count(len(quiet), 'hour')} of the coming week; what they cost is not known.",
        rationale=(
            f"In {count(len(quiet), 'open hour')} of the coming week even the upper bound of the forecast is at "
            f"most half of the {count(typical, 'order')} of a typical hour."
        ),
        evidence=(
            Evidence("orders_per_hour", figure(typical), "orders in the typical open hour of the coming week"),
            *(
                Evidence(
                    "forecast_orders",
                    figure(block.expected),
                    f"orders forecast for {block.label}; usual: {figure(block.usual):,f}",
                )
                for block in longest
            ),
        ),
        worth=None,
        location_id=location_id,
    )
