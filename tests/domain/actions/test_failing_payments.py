"""Payments that fail more often than they used to."""

from decimal import Decimal

from olympus.domain.actions.action import Proposal
from olympus.domain.actions.failing_payments import PaymentCell, failing_payments
from olympus.domain.proportion import Counted

CARD, PAYPAL, CASH = (PaymentCell(each, "web", "rome") for each in ("card", "paypal", "cash"))


def found(
    now: dict[PaymentCell, Counted],
    before: dict[PaymentCell, Counted] | None = None,
    average: str | None = "10.00",
) -> list[Proposal]:
    return failing_payments(
        now, before or {}, days=28, average_payment=None if average is None else Decimal(average), currency="EUR"
    )


def test_the_method_that_fails_is_named_and_not_where_it_is_used() -> None:
    """A fifth of 300 fail where a fiftieth did: 54 too many, 10 EUR each."""
    [told] = found(
        {PAYPAL: Counted(60, 300), CARD: Counted(18, 900)},
        {PAYPAL: Counted(20, 1000), CARD: Counted(60, 3000)},
    )

    assert told.action == "Find out why payments by paypal fail, with the payment provider first."
    assert told.rationale == (
        "20.0 % of payments by paypal failed in 28 days (60 of 300), against 2.0 % before (20 of 1,000)."
    )
    assert told.worth is not None
    assert told.worth.amount == Decimal("540.00")
    assert told.is_urgent


def test_a_new_method_is_set_beside_the_others() -> None:
    [told] = found({PAYPAL: Counted(60, 300), CARD: Counted(18, 900)})

    assert "2.0 % of all others (18 of 900)" in told.rationale


def test_a_whole_channel_that_fails_is_found_once() -> None:
    app = [PaymentCell(method, "app", "rome") for method in ("card", "paypal", "cash")]
    now = {each: Counted(40, 200) for each in app} | dict.fromkeys((CARD, PAYPAL, CASH), Counted(4, 400))
    before = dict.fromkeys((*app, CARD, PAYPAL, CASH), Counted(10, 1000))

    [told] = found(now, before)

    assert told.subjects == ("channel", "app")


def test_chance_and_small_numbers_are_not_blamed() -> None:
    assert found({PAYPAL: Counted(4, 29)}, {PAYPAL: Counted(0, 500)}) == []
    assert found({PAYPAL: Counted(8, 100)}, {PAYPAL: Counted(50, 1000)}) == []
    assert found({PAYPAL: Counted(3000, 100_000)}, {PAYPAL: Counted(2000, 100_000)}) == []  # certain, and small
    assert found({PaymentCell(None, None, None): Counted(90, 100)}) == []
    assert found({}) == []


def test_without_an_average_payment_no_money_is_named() -> None:
    [told] = found({PAYPAL: Counted(60, 300)}, {PAYPAL: Counted(20, 1000)}, average=None)

    assert told.worth is None
    assert told.impact == "54 payments that would not have failed."
