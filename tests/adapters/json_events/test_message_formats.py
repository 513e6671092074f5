"""The document of the messages and the decoder agree: what must be said, by which names, how spelled."""

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olympus.adapters.json_events.payloads import PAYLOAD_STRUCTS
from olympus.domain.events.names import ALSO_SENT_AS, EventName, modelled_name
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.ports.message_formats import OTHER, MessageFormat, Shape
from tests.adapters.json_events.formats import (
    BY_KEY,
    FORMATS,
    is_valid,
    is_valid_name,
    needs,
    parts,
    with_value_at,
    without,
)
from tests.adapters.json_events.messages import Content, decode, rejection

EXAMPLES = Path(__file__).parents[2] / "examples" / "events"
SENT = {
    "native_order_created": "native.order.created",
    "native_minimal": "native.user.logged_in",
    "domain_event_payment": "domain-event.payment.processed",
    "versioned_order_created": "versioned.order.created",
    "documented_order_cancelled": "documented.order.cancelled",
    "http_analytics_event": "http-analytics.order.created",
    "cloudevent_inventory_updated": "cloudevent.inventory.updated",
}
MODELLED = [each for each in FORMATS.formats if each.name != OTHER]
NUMBER = re.compile("total|amount|quantity|stock|threshold|point")
METRICS = ("order_total", "amount", "refund_amount", "quantity", "quantity_change")


def key_of(form: MessageFormat) -> str:
    return form.key


def bare(form: MessageFormat) -> Content:
    """A message with a name, a time and a payload of this form, and nothing that it needs."""
    envelope, container, _, _ = parts(form)
    message = {key: form.example[key] for key in envelope["required"]} | {container: {}}
    for place in chain.from_iterable(needs(form)):
        message = without(message, place)
    return message


def filled(message: Content, places: list[str]) -> Content:
    for place in places:
        field = place.rpartition(".")[2]
        message = with_value_at(message, place, "4.20" if NUMBER.search(field) else "x-1")
    return message


def is_taken(message: Content) -> bool:
    """Whether the decoder takes a message, whose time is a possible one."""
    try:
        decode(message)
    except EventRejected:
        return False
    return True


def test_every_shape_has_a_form_for_every_name_and_for_all_others() -> None:
    assert [each.key for each in FORMATS.formats] == [
        f"{shape}.{name}" for shape in Shape for name in (*EventName, OTHER)
    ]


@pytest.mark.parametrize("form", FORMATS.formats, ids=key_of)
def test_the_example_of_a_form_is_of_that_form_alone_and_is_taken_as_what_it_says(form: MessageFormat) -> None:
    event = decode(dict(form.example))

    assert [each.key for each in FORMATS.formats if is_valid(form.example, each)] == [form.key]
    assert event.name == ("product.viewed" if form.name == OTHER else form.name)
    assert (event.payload is None) == (form.name == OTHER)


def test_every_message_of_the_contract_is_of_one_form() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.json")} == SENT.keys()
    for file, key in SENT.items():
        message = json.loads((EXAMPLES / f"{file}.json").read_text())
        assert [each.key for each in FORMATS.formats if is_valid(message, each)] == [key]
        assert decode(message).name == BY_KEY[key].name


@pytest.mark.parametrize("file", SENT)
def test_a_message_of_the_contract_that_lacks_what_it_needs_is_none_for_the_document_and_the_decoder(
    file: str,
) -> None:
    form = BY_KEY[SENT[file]]
    message = json.loads((EXAMPLES / f"{file}.json").read_text())
    envelope = parts(form)[0]

    for need in needs(form):
        broken = message
        for place in need:
            broken = without(broken, place)
        assert not is_valid(broken, form), need
        # its tenant may also stand where its shape has none: the decoder is generous there
        assert not is_taken(without(broken, "data.tenant_id")), need
    for key in envelope["required"]:
        assert not is_valid(without(message, key), form), key
    for key in {"name", "event_type", "type", "occurred_at", "timestamp", "time"} & set(envelope["required"]):
        assert not is_taken(without(message, key)), key


@pytest.mark.parametrize("form", MODELLED, ids=key_of)
def test_each_name_of_what_a_message_needs_is_enough_and_none_is_not(form: MessageFormat) -> None:
    needed = needs(form)
    assert len(needed) > 1

    for index, need in enumerate(needed):
        others = [places[0] for places in needed[:index] + needed[index + 1 :]]
        for place in need:
            message = filled(bare(form), [*others, place])
            assert is_valid(message, form), place
            assert decode(message).name == form.name, place
        nowhere = filled(bare(form), others)
        empty = [with_value_at(nowhere, place, nothing) for place in need for nothing in (None, "")]
        for message in (nowhere, *empty):
            assert not is_valid(message, form), need
            assert rejection(message).reason in {
                RejectionReason.MISSING_FIELD,
                RejectionReason.NO_TENANT,
                RejectionReason.WRONG_TYPE,
            }, need


@pytest.mark.parametrize("shape", Shape)
def test_a_name_that_says_that_nothing_is_left_needs_no_quantity(shape: Shape) -> None:
    form = BY_KEY[f"{shape}.inventory.updated"]
    message = filled(bare(form), [places[0] for places in needs(form)[:-1]])
    [key] = message.keys() & {"name", "event_type", "type"}

    assert not is_valid(message, form)
    for spelling in ("inventory.out_of_stock", "events.inventory.out_of_stock", "InventoryOutOfStock"):
        assert is_valid(message | {key: spelling}, form)
        assert is_taken(message | {key: spelling})


@pytest.mark.parametrize("name", EventName)
def test_each_further_name_of_a_field_says_what_the_field_says(name: EventName) -> None:
    form = BY_KEY[f"native.{name}"]
    _, container, payload, _ = parts(form)
    fields = payload["properties"]
    synonyms = {field: said["x-same-as"] for field, said in fields.items() if "x-same-as" in said}
    message = filled(bare(form), [places[0] for places in needs(form)])

    for synonym, field in synonyms.items():
        said = [
            decode(filled(without(message, f"{container}.{field}"), [f"{container}.{each}"])).payload
            for each in (field, synonym)
        ]
        assert said[0] == said[1], synonym
        assert said[0] != decode(message | {container: {**message[container], field: "7"}}).payload, field


@pytest.mark.parametrize("name", EventName)
def test_every_field_that_is_read_of_a_payload_is_described(name: EventName) -> None:
    _, _, payload, _ = parts(BY_KEY[f"native.{name}"])

    assert tuple(payload["properties"]) == PAYLOAD_STRUCTS[name].__struct_fields__
    assert all(said["description"] for said in payload["properties"].values())


@pytest.mark.parametrize("name", EventName)
def test_the_spellings_of_a_name_are_those_of_the_contract_and_the_decoder_knows_them(name: EventName) -> None:
    for spelling in (name.value, *ALSO_SENT_AS.get(name, ())):
        camel = "".join(word.capitalize() for word in spelling.replace(".", "_").split("_"))
        for form in (
            f"events.{spelling}",
            spelling,
            spelling.replace(".", "_"),
            camel,
            f"commerce.{spelling}",
            f"events:{spelling.replace('.', ':')}",
        ):
            assert is_valid_name(form, name)
            assert not is_valid_name(form, OTHER)
            assert modelled_name(form) == name


@given(st.data())
def test_whatever_the_document_takes_for_a_spelling_of_a_name_the_decoder_does(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(EventName))
    pattern: Any = FORMATS.definitions[f"{name}.name"]["pattern"]

    spelling = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii")))

    assert modelled_name(spelling) == name


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, "", "x", "x" * 65, "x" * 300, 5, -1, 10**15, 4.2, True, [], {}),
        *("4.20", "-1", "1" * 16, "NaN", "EUR", "Euro", "Completed", "partial refund", "lost"),
    ]
)
ITEMS = st.lists(
    st.dictionaries(st.sampled_from(["product_id", "quantity", "unit_price", "total", "name"]), VALUES), max_size=2
)


@given(st.data())
@settings(max_examples=500)
def test_the_document_and_the_decoder_take_the_same_messages(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(MODELLED))
    envelope, container, payload, _ = parts(form)
    # of two names that mean the same, and of two tenants, the decoder looks at the first alone
    fields = sorted(
        field for field, said in payload["properties"].items() if "x-same-as" not in said and field != "tenant_id"
    )
    message = filled(bare(form), [places[0] for places in needs(form)])

    said = data.draw(st.dictionaries(st.sampled_from(fields), VALUES, max_size=3))
    if "items" in fields and data.draw(st.booleans()):
        said["items"] = data.draw(ITEMS)
    message[container] = message[container] | said
    if "metrics" in envelope["properties"] and data.draw(st.booleans()):
        message["metrics"] = data.draw(st.dictionaries(st.sampled_from(METRICS), VALUES, max_size=2))

    assert is_valid(message, form) == is_taken(message)
