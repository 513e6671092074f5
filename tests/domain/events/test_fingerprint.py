import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from olympus.domain.events.event import Event
from olympus.domain.events.fingerprint import fingerprint
from olympus.domain.events.payloads import InventoryUpdated, OrderCreated, OrderItem, OrderUpdated, Payload
from tests.factories import BAKERY, an_event, later
from tests.histories import payloads

PIZZA = OrderItem("p-1", Decimal(2), Decimal("32.00"), Decimal("16.00"), "MARG-L", "Margherita", "pizza")
TIRAMISU = OrderItem("p-9", Decimal(1), Decimal("10.50"))
ORDER = OrderCreated("o-1", Decimal("42.50"), "EUR", "c-7", "loc-1", "web", "ORD-1", (PIZZA, TIRAMISU))


def saying(payload: Payload | None, **about: Any) -> Event:
    return an_event(payload, event_id="e-1")._replace(**about)


def test_numbers_count_by_their_value() -> None:
    same = [Decimal("42.5"), Decimal("42.50"), Decimal("42.500000"), Decimal("4.25E+1")]
    tens = [Decimal(100), Decimal("1E+2"), Decimal("100.00")]
    nothing = [Decimal(0), Decimal("0.00"), Decimal("0E+3")]
    for equals in (same, tens, nothing):
        events = [saying(ORDER._replace(total=total)) for total in equals]
        assert len({fingerprint(event) for event in events}) == 1
        assert len({event.meaning for event in events}) == 1


@pytest.mark.parametrize("field", OrderCreated._fields)
def test_every_field_of_a_payload_counts(field: str) -> None:
    other: Any = {"total": Decimal("42.51"), "items": (PIZZA,)}.get(field, "other")
    assert fingerprint(saying(ORDER._replace(**{field: other}))) != fingerprint(saying(ORDER))


@pytest.mark.parametrize("field", OrderItem._fields)
def test_every_field_of_an_item_counts(field: str) -> None:
    other: Any = Decimal(7) if isinstance(getattr(PIZZA, field), Decimal) else "other"
    changed = ORDER._replace(items=(PIZZA._replace(**{field: other}), TIRAMISU))
    assert fingerprint(saying(changed)) != fingerprint(saying(ORDER))


@pytest.mark.parametrize(
    "changed", [{"event_id": "e-2"}, {"tenant_id": BAKERY}, {"name": "order.done"}, {"unmodelled_content": "[]"}]
)
def test_identity_name_and_content_count(changed: dict[str, Any]) -> None:
    assert fingerprint(saying(None, **changed)) != fingerprint(saying(None))


def test_times_and_context_do_not_count() -> None:
    event = saying(ORDER)
    assert fingerprint(later(event, minutes=5)._replace(source="till")) == fingerprint(event)


def test_what_is_said_of_one_field_is_not_said_of_another() -> None:
    assert fingerprint(saying(OrderUpdated("o-1", "paid", None))) != fingerprint(
        saying(OrderUpdated("o-1", None, "paid"))
    )


def test_words_do_not_run_into_one_another() -> None:
    assert fingerprint(saying(OrderUpdated("o", "x\0", "y"))) != fingerprint(saying(OrderUpdated("o", "x", "\0y")))
    assert fingerprint(saying(OrderUpdated("o", None, "y"))) != fingerprint(saying(OrderUpdated("o", "", "y")))


def test_nothing_and_zero_are_different() -> None:
    unknown = InventoryUpdated("p-1", quantity_change=Decimal(1))
    assert fingerprint(saying(unknown)) != fingerprint(saying(unknown._replace(quantity=Decimal(0))))


@given(one=payloads, other=payloads)
def test_fingerprints_agree_exactly_if_meanings_do(one: Payload | None, other: Payload | None) -> None:
    first, second = saying(one), saying(other)
    assert (fingerprint(first) == fingerprint(second)) == (first.meaning == second.meaning)


def test_it_is_the_same_in_another_process() -> None:
    code = (
        "from tests.domain.events.test_fingerprint import ORDER, fingerprint, saying\n"
        "print(fingerprint(saying(ORDER)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == fingerprint(saying(ORDER))
