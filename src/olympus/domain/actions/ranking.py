"""Which actions come first: by what they are worth, next to what the tenant earns."""

from collections.abc import Iterable
from decimal import Decimal

from olympus.domain.actions.action import Priority, Proposal, RecommendedAction

HIGH_SHARE = Decimal("0.02")
MEDIUM_SHARE = Decimal("0.005")
"""Of the revenue of four weeks: from these on an action is of high or of medium priority."""

_BY_PRESSURE = (Priority.LOW, Priority.MEDIUM, Priority.HIGH)


def ranked(proposals: Iterable[Proposal], *, revenue: Decimal | None) -> list[RecommendedAction]:
    """The most valuable first; without an amount they come last, the urgent ones before the others.

    `revenue` is that of four weeks; None or nothing where none is known. What is urgent is one step more pressing.
    """
    actions = [RecommendedAction(each, _priority(each, revenue)) for each in proposals]
    return sorted(actions, key=_place)


def _place(action: RecommendedAction) -> tuple[bool, Decimal, bool, str]:
    proposal = action.proposal
    amount = proposal.worth.amount if proposal.worth else Decimal(0)
    return proposal.worth is None, -amount, not proposal.is_urgent, proposal.id


def _priority(proposal: Proposal, revenue: Decimal | None) -> Priority:
    step = 0
    if proposal.worth and revenue and revenue > 0:
        step = sum(proposal.worth.amount >= least * revenue for least in (MEDIUM_SHARE, HIGH_SHARE))
    return _BY_PRESSURE[min(step + proposal.is_urgent, 2)]
