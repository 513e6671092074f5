"""More staff for the hours in which most is forecast to be ordered."""

from collections.abc import Sequence
from decimal import Decimal

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.hours_ahead import Block, HourAhead, blocks, typical_hour
from olympus.domain.actions.wording import count, estimate, exactly, figure, listed, money

PEAK = 1.5
"""Times the typical open hour."""

FEWEST_ORDERS = 4.0
"""In an hour; below, one pair of hands more or less decides nothing."""

MOST_BLOCKS = 3
LOST_SHARE = Decimal("0.1")


def peak_hours(
    hours: Sequence[HourAhead],
    *,
    average_order: Decimal | None,
    currency: str | None,
    location_id: str | None = None,
) -> Proposal | None:
    """The three busiest stretches of the coming week, if they stand out.

    How many orders a pair of hands can serve is not known. The worth takes it that of the orders above the typical
    hour a tenth is lost where staff is the same in all hours.
    """
    typical = typical_hour(hours)
    least = max(PEAK * typical, FEWEST_ORDERS)
    found = blocks([each for each in hours if each.is_open and each.expected >= least])
    busiest = sorted(found, key=lambda block: (-_above(block, typical), block.hours[0].starts))
    busiest = busiest[:MOST_BLOCKS]
    if not busiest:
        return None
    above = sum(_above(block, typical) for block in busiest)
    worth = None
    if average_order is not None:
        worth = Worth(
            estimate(exactly(above) * average_order * LOST_SHARE, currency),
            currency,
            f"With the same staff in all hours, {LOST_SHARE:.0%} of the {count(above, 'order')} above the typical "
            f"hour are lost, at {money(average_order, currency)} each; orders per hour of work are not known.",
        )
    return Proposal(
        rule=Rule.PEAK_HOURS,
        subjects=tuple(block.label for block in busiest),
        action=f"Plan more staff for {'; '.join(block.label for block in busiest)}.",
        impact=(
            f"Serves {count(above, 'order')} more than typical hours have"
            + (f"; keeps about {money(worth.amount, currency)} from being lost." if worth else ".")
        ),
        rationale=(
            f"{listed([_told(block) for block in busiest])} are forecast; an open hour typically has "
            f"{count(typical, 'order')}."
        ),
        evidence=(
            Evidence("orders_per_hour", figure(typical), "orders in the typical open hour of the coming week"),
            *(
                Evidence(
                    "forecast_orders",
                    figure(block.expected),
                    f"orders forecast for {block.label}; usual: {figure(block.usual):,f}",
                )
                for block in busiest
            ),
        ),
        worth=worth,
        location_id=location_id,
    )


def _above(block: Block, typical: float) -> float:
    return block.expected - typical * len(block.hours)


def _told(block: Block) -> str:
    hours = count(len(block.hours), "hour")
    return f"{count(block.expected, 'order')} in {hours} on {block.hours[0].starts:%A}"
