from decimal import Decimal, localcontext

import pytest

from olympus.domain.events.payloads import OrderCreated
from olympus.domain.events.rejection import EventRejected, RejectionReason
from tests.adapters.json_events.messages import decode, rejection


def order(order_total: str, **item: str) -> str:
    """An order with the total spelled as given, to the last character."""
    fields = "".join(f', "{field}": {value}' for field, value in item.items())
    return (
        '{"id": "1", "name": "order.created", "tenant_id": "cafe", "occurred_at": "2026-03-18T17:00:00Z",'
        f' "payload": {{"order_id": "o", "total": {order_total}, "items": [{{"product_id": "p"{fields}}}]}}}}'
    )


def total_of(spelled: str) -> Decimal:
    payload = decode(order(spelled, quantity="1")).payload
    assert isinstance(payload, OrderCreated)
    return payload.total


def refused(spelled: str) -> EventRejected:
    return rejection(order(spelled, quantity="1"))


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("42.50", "42.50"),
        ('"42.50"', "42.50"),
        ("0.1", "0.1"),
        ("5", "5"),
        ('"5"', "5"),
        ("1e2", "100"),
        ("1E+2", "100"),
        ("12.5e-1", "1.25"),
        ('"1e2"', "100"),
        ("-3.20", "-3.20"),
        ("0", "0"),
        ("-0", "0"),
        ('"-0.00"', "0"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("5.551115123125783e-17", "5.551115123125783e-17"),
        ("123456789012345.67", "123456789012345.67"),
        ("999999999999999.99999999999999999999999", "999999999999999.99999999999999999999999"),
        ('"33.333333333333333333333333333"', "33.333333333333333333333333333"),
        ("0.1000000000000000055511151231257827021", "0.1000000000000000055511151231257827021"),
    ],
)
def test_a_number_is_kept_exactly_as_it_was_written(spelled: str, exact: str) -> None:
    assert total_of(spelled) == Decimal(exact)


def test_a_number_does_not_depend_on_who_calculates_around_us() -> None:
    with localcontext(prec=3):
        assert str(total_of("123456.78")) == "123456.78"


def test_zero_has_no_sign() -> None:
    assert not total_of('"-0.00"').is_signed()


@pytest.mark.parametrize(
    "spelled", ['"NaN"', '"nan"', '"sNaN"', '"Infinity"', '"-inf"', "NaN", "Infinity", "-Infinity"]
)
def test_what_is_not_finite_is_no_money(spelled: str) -> None:
    refusal = refused(spelled)

    assert (refusal.reason, refusal.field) == (RejectionReason.BAD_MONEY, "payload.total")
    assert "finite number" in refusal.detail


@pytest.mark.parametrize(
    "spelled",
    [
        *["1e15", "-1e15", "1000000000000000", "1e400", "1e999999999", "9" * 5000],
        *["1e-38", "1e-400", "0." + "1" * 38, "12345678901234.1234567890123456789012345"],
    ],
)
def test_what_nobody_can_have_meant_is_no_money(spelled: str) -> None:
    for number in (spelled, f'"{spelled}"'):
        refusal = refused(number)
        assert (refusal.reason, refusal.field) == (RejectionReason.BAD_MONEY, "payload.total")
        assert "below 10^15" in refusal.detail


@pytest.mark.parametrize(
    "spelled", ["true", "false", "{}", "[]", "[5]", '"abc"', '""', '"12,50"', '"€ 5"', '"0x10"', '"1 000"']
)
def test_what_is_no_number_is_of_the_wrong_type(spelled: str) -> None:
    refusal = refused(spelled)

    assert (refusal.reason, refusal.field) == (RejectionReason.WRONG_TYPE, "payload.total")
    assert "a number or a decimal string" in refusal.detail


@pytest.mark.parametrize("field", ["quantity", "unit_price", "total", "total_price"])
def test_the_numbers_of_an_item_obey_the_same_rules(field: str) -> None:
    for number, reason in (
        ('"NaN"', RejectionReason.BAD_MONEY),
        ("NaN", RejectionReason.BAD_MONEY),
        ("1e15", RejectionReason.BAD_MONEY),
        ("true", RejectionReason.WRONG_TYPE),
    ):
        refusal = rejection(order("1", **{"quantity": "1"} | {field: number}))
        assert (refusal.reason, refusal.field) == (reason, f"payload.items[0].{field}")


def test_a_price_times_a_quantity_is_exact_or_refused() -> None:
    payload = decode(order("1", quantity="0.1", unit_price="0.1")).payload
    refusal = rejection(order("1", quantity="1e8", unit_price="1e8"))

    assert isinstance(payload, OrderCreated)
    assert payload.items[0].total == Decimal("0.01")
    assert (refusal.reason, refusal.field) == (RejectionReason.BAD_MONEY, "payload.items[0].unit_price")


def test_returns_and_corrections_may_be_negative() -> None:
    payload = decode(order("-5", quantity="-2", unit_price="2.50")).payload

    assert isinstance(payload, OrderCreated)
    assert [payload.total, payload.items[0].quantity, payload.items[0].total] == [-5, -2, -5]
