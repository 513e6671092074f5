"""The order of actions, their priorities and their ids."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.actions.action import Priority, Proposal, Rule, Worth
from olympus.domain.actions.ranking import ranked

amounts = st.none() | st.decimals(0, 10**9, places=2)


def a_proposal(amount: Decimal | None, subject: str = "tea", *, is_urgent: bool = False) -> Proposal:
    return Proposal(
        rule=Rule.REORDER,
        subjects=(subject,),
        action="",
        impact="",
        rationale="",
        evidence=(),
        worth=None if amount is None else Worth(amount, "EUR", "all goes well"),
        is_urgent=is_urgent,
    )


@given(st.lists(st.tuples(amounts, st.booleans())), st.none() | st.decimals(-10, 10**6, places=2))
def test_what_is_worth_most_comes_first_and_what_has_no_amount_last(
    some: list[tuple[Decimal | None, bool]], revenue: Decimal | None
) -> None:
    proposals = [a_proposal(amount, str(place), is_urgent=urgent) for place, (amount, urgent) in enumerate(some)]

    told = ranked(proposals, revenue=revenue)

    worths = [each.proposal.worth.amount if each.proposal.worth else Decimal(-1) for each in told]
    assert worths == sorted(worths, reverse=True)
    assert told == ranked(reversed(proposals), revenue=revenue)


def test_priority_is_the_share_of_four_weeks_revenue_and_urgency_one_step_more() -> None:
    def priority(amount: str | None, *, is_urgent: bool = False, revenue: str | None = "1000") -> Priority:
        proposal = a_proposal(None if amount is None else Decimal(amount), is_urgent=is_urgent)
        [told] = ranked([proposal], revenue=None if revenue is None else Decimal(revenue))
        return told.priority

    assert [priority(each) for each in ("4.99", "5", "19.99", "20")] == ["low", "medium", "medium", "high"]
    assert [priority(each, is_urgent=True) for each in (None, "5", "20")] == ["medium", "high", "high"]
    assert [priority("1000", revenue=each) for each in (None, "0", "-3")] == ["low"] * 3


def test_an_id_is_that_of_the_rule_and_its_subjects() -> None:
    assert a_proposal(Decimal(1)).id == a_proposal(Decimal(2)).id
    assert a_proposal(None).id.startswith("reorder-")
    different = {a_proposal(None, each).id for each in ("tea", "coffee", "")}
    assert len(different) == 3
