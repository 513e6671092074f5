"""The AsyncAPI document: valid, complete, and true of the channels and streams that the service reads."""

import gzip
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from olympus.adapters.json_events.message_formats import message_formats
from olympus.adapters.redis.entries import fields_of, message_of
from olympus.entrypoints.asyncapi import asyncapi_document, asyncapi_json
from olympus.ports.event_broadcast import PATTERNS
from olympus.ports.event_stream import Intake, Message
from tests.adapters.json_events.messages import NOW, decode

OFFICIAL_SCHEMA = Path(__file__).parents[2] / "data" / "asyncapi" / "3.0.0.json.gz"
DOCUMENT: dict[str, Any] = json.loads(asyncapi_json(message_formats(), stream="olympus:events"))
MESSAGES = DOCUMENT["components"]["messages"]
PUBSUB = [key for key, channel in DOCUMENT["channels"].items() if channel["tags"] == [{"name": "pub/sub"}]]


def judge(reference: str) -> Draft7Validator:
    return Draft7Validator({"$ref": reference, "components": DOCUMENT["components"]})


def test_it_is_valid_by_the_official_schema_of_asyncapi_3() -> None:
    schema = json.loads(gzip.decompress(OFFICIAL_SCHEMA.read_bytes()))

    mistakes = [(list(each.absolute_path), each.message) for each in Draft7Validator(schema).iter_errors(DOCUMENT)]

    assert mistakes == []
    assert DOCUMENT["asyncapi"] == "3.0.0"


def test_every_reference_leads_somewhere() -> None:
    references = set(references_in(DOCUMENT))

    assert references
    for reference in references:
        place: Any = DOCUMENT
        for key in reference.removeprefix("#/").split("/"):
            assert key in place, reference
            place = place[key]


def test_every_schema_is_one() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft7Validator.check_schema(schema)
    for message in MESSAGES.values():
        Draft7Validator.check_schema(message["payload"])


def test_every_channel_is_received_and_every_message_comes_on_some_channel() -> None:
    received = [operation["channel"]["$ref"] for operation in DOCUMENT["operations"].values()]
    coming = {key for channel in DOCUMENT["channels"].values() for key in channel["messages"]}

    assert {operation["action"] for operation in DOCUMENT["operations"].values()} == {"receive"}
    assert sorted(received) == sorted(f"#/channels/{key}" for key in DOCUMENT["channels"])
    assert coming == MESSAGES.keys()


@pytest.mark.parametrize("key", DOCUMENT["channels"])
def test_a_channel_describes_the_parameters_of_its_address(key: str) -> None:
    channel = DOCUMENT["channels"][key]

    assert set(re.findall(r"{(\w+)}", channel["address"])) == channel["parameters"].keys()
    assert all(parameter["description"] and parameter["examples"] for parameter in channel["parameters"].values())


@pytest.mark.parametrize("key", DOCUMENT["channels"])
def test_the_service_listens_to_what_is_said_to_be_announced_and_to_nothing_else(key: str) -> None:
    channel = DOCUMENT["channels"][key]
    examples = {name: parameter["examples"][0] for name, parameter in channel["parameters"].items()}

    address = channel["address"].format(**examples)

    # the durable stream has a key like a channel's name, and is none
    assert any(fnmatchcase(address, pattern) for pattern in PATTERNS) == (key in PUBSUB)


@pytest.mark.parametrize("key", DOCUMENT["channels"])
def test_each_example_of_a_channel_is_one_and_only_one_of_its_messages(key: str) -> None:
    messages = list(DOCUMENT["channels"][key]["messages"])
    judges = {message: judge(f"#/components/messages/{message}/payload") for message in messages}

    for message in messages:
        for example in MESSAGES[message]["examples"]:
            assert [each for each, judged in judges.items() if judged.is_valid(example["payload"])] == [message]


def test_the_durable_stream_is_the_one_that_is_configured() -> None:
    document = asyncapi_document(message_formats(), stream="elsewhere")

    assert document["channels"]["stream"]["address"] == "elsewhere"


def test_the_fields_of_an_entry_are_those_that_the_service_writes() -> None:
    written = fields_of(Message(b"{}", Intake.PUBSUB, "events.order.created", NOW))
    entry = dict(zip(written[::2], written[1::2], strict=True))
    described = DOCUMENT["components"]["schemas"]["StreamEntry"]

    assert {name.decode() for name in entry} == described["properties"].keys()
    assert judge("#/components/schemas/StreamEntry").is_valid({k.decode(): v.decode() for k, v in entry.items()})
    assert described["required"] == ["event"]


@pytest.mark.parametrize("key", ["stream", "producers-streams"])
def test_the_event_of_an_entry_is_read_from_the_field_that_the_document_names(key: str) -> None:
    [example] = MESSAGES[key]["examples"]
    entry = [part.encode() for field in example["payload"].items() for part in field]

    message = message_of(entry, "olympus:events")

    assert judge("#/components/schemas/Event").is_valid(json.loads(message.body))
    assert decode(message.body).payload is not None


def references_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from references_in(each)
