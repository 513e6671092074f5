import subprocess
import sys
from dataclasses import MISSING, Field, fields, replace
from decimal import Decimal
from typing import Any, get_args

import pytest

from olympus.domain.events.meaning import meaning_of, meaning_of_unmodelled
from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCreated,
    OrderFulfilled,
    OrderItem,
    OrderUpdated,
    Payload,
    PaymentProcessed,
    PaymentStatus,
)

PIZZA = OrderItem("p-1", Decimal(2), Decimal("32.00"), Decimal("16.00"), "MARG-L", "Margherita", "pizza")
TIRAMISU = OrderItem("p-9", Decimal(1), Decimal("10.50"))
ORDER = OrderCreated("o-1", Decimal("42.50"), "EUR", "c-7", "loc-1", "web", "ORD-1", (PIZZA, TIRAMISU))
NAME = "order.created"


def test_the_same_said_twice_means_the_same() -> None:
    assert meaning_of(NAME, ORDER) == meaning_of(NAME, replace(ORDER))


def test_numbers_mean_their_value() -> None:
    same = [Decimal("42.5"), Decimal("42.50"), Decimal("42.500000"), Decimal("4.25E+1")]
    tens = [Decimal(100), Decimal("1E+2"), Decimal("100.00")]
    nothing = [Decimal(0), Decimal("0.00"), Decimal("0E+3")]

    for equals in (same, tens, nothing):
        assert len({meaning_of(NAME, replace(ORDER, total=total)) for total in equals}) == 1


@pytest.mark.parametrize("field", [field.name for field in fields(OrderCreated)])
def test_every_field_of_a_payload_counts(field: str) -> None:
    other: Any = {"total": Decimal("42.51"), "items": (PIZZA,)}.get(field, "other")

    assert meaning_of(NAME, replace(ORDER, **{field: other})) != meaning_of(NAME, ORDER)


@pytest.mark.parametrize("field", [field.name for field in fields(OrderItem)])
def test_every_field_of_an_item_counts(field: str) -> None:
    other: Any = Decimal(7) if isinstance(getattr(PIZZA, field), Decimal) else "other"
    changed = replace(ORDER, items=(replace(PIZZA, **{field: other}), TIRAMISU))

    assert meaning_of(NAME, changed) != meaning_of(NAME, ORDER)


def test_the_name_counts() -> None:
    fulfilled = OrderFulfilled("o-1")

    assert meaning_of("order.fulfilled", fulfilled) != meaning_of("order.done", fulfilled)


def test_what_is_said_of_one_field_is_not_said_of_another() -> None:
    assert meaning_of("order.updated", OrderUpdated("o-1", "paid", None)) != meaning_of(
        "order.updated", OrderUpdated("o-1", None, "paid")
    )
    assert meaning_of(NAME, OrderCreated("o", Decimal(1), items=(PIZZA, TIRAMISU))) != meaning_of(
        NAME, OrderCreated("o", Decimal(1), items=(TIRAMISU, PIZZA))
    )


def test_nothing_and_zero_are_different() -> None:
    unknown = InventoryUpdated("p-1", quantity_change=Decimal(1))

    assert meaning_of("inventory.updated", unknown) != meaning_of(
        "inventory.updated", replace(unknown, quantity=Decimal(0))
    )


def test_a_meaning_is_a_signed_integer_of_64_bits() -> None:
    meanings = [meaning_of(NAME, replace(ORDER, order_id=str(number))) for number in range(200)]

    assert all(-(2**63) <= meaning < 2**63 for meaning in meanings)
    assert min(meanings) < 0 < max(meanings)
    assert len(set(meanings)) == 200


def test_meanings_stay_what_they_were_in_earlier_versions() -> None:
    # They stand in databases: where one of these changes, redeliveries of old events become conflicts.
    payment = PaymentProcessed("pay-1", "o-1", Decimal("9.99"), status=PaymentStatus.PARTIAL_REFUND)

    assert meaning_of(NAME, ORDER) == -4796043236187570202
    assert meaning_of("payment.processed", payment) == -1137530890802510485
    assert meaning_of("order.fulfilled", OrderFulfilled("o-1")) == 1849619023300961138
    assert meaning_of_unmodelled("product.viewed", '{"product_id":"p-1"}') == -1299929373436012015


def test_meanings_are_the_same_in_another_process() -> None:
    code = (
        "from olympus.domain.events.meaning import meaning_of\n"
        "from olympus.domain.events.payloads import OrderFulfilled\n"
        "print(meaning_of('order.fulfilled', OrderFulfilled('o-1')))"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(said.stdout) == meaning_of("order.fulfilled", OrderFulfilled("o-1"))


def test_every_payload_has_a_meaning_with_its_required_fields_alone() -> None:
    for kind in get_args(Payload):
        payload = kind(*(Decimal(1) if field.type is Decimal else "x" for field in required_fields(kind)))
        assert isinstance(meaning_of("a.name", payload), int)


def required_fields(kind: type[Payload]) -> list[Field[object]]:
    return [field for field in fields(kind) if field.default is MISSING]
