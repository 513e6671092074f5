"""Win back good customers who have stayed away longer than they used to."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median_low

from olympus.domain.actions.action import Evidence, Proposal, Rule, Worth
from olympus.domain.actions.wording import count, estimate, exactly, figure, money
from olympus.domain.customers.overdue import Overdue
from olympus.domain.exact import ZERO

FEWEST = 3
"""Customers; what one or two do says nothing."""

MOST_NAMED = 20
WEEKS = 4


def customers_at_risk(customers: Sequence[Overdue], *, currency: str | None) -> Proposal | None:
    """Those who are overdue, as one action. Its worth is what they used to order in four weeks."""
    if len(customers) < FEWEST:
        return None
    usual = sum((_in_four_weeks(each) for each in customers), ZERO)
    worth = None
    if usual > 0:
        worth = Worth(
            estimate(usual, currency),
            currency,
            f"All of them come back and order as often and for as much as before, for {WEEKS} weeks; what it "
            "costs to win them back is not known.",
        )
    number, away = len(customers), median_low(each.days_away for each in customers)
    return Proposal(
        rule=Rule.CUSTOMERS_AT_RISK,
        subjects=(),
        action=f"Write to the {number:,} good customers who have stayed away longer than they used to.",
        impact=f"They used to order for {money(worth.amount, currency)} in {WEEKS} weeks."
        if worth
        else "They used to order often.",
        rationale=(
            "They are of middling worth or better in how often and for how much they order (RFM), and at least "
            "three of their own usual intervals have passed since their last order: typically "
            f"{count(away, 'day')} where {count(_typical(customers), 'day')} are usual."
        ),
        evidence=(
            Evidence("customers", Decimal(number), "good customers who are overdue"),
            Evidence(
                "days_away",
                Decimal(away),
                "days since the last order, of the typical one",
            ),
            Evidence("usual_interval", figure(_typical(customers)), "days between two orders, of the typical one"),
        ),
        worth=worth,
        customer_ids=tuple(each.customer.customer_id for each in customers[:MOST_NAMED]),
    )


def _typical(customers: Sequence[Overdue]) -> float:
    return median_low(each.usual_days for each in customers)


def _in_four_weeks(each: Overdue) -> Decimal:
    if not each.customer.orders_in_currency:
        return ZERO
    an_order = each.customer.value / each.customer.orders_in_currency
    own = Decimal(each.customer.orders_in_currency) / each.customer.orders
    return an_order * own * exactly(7 * WEEKS / each.usual_days)
