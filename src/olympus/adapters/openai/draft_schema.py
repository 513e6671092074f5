"""The shape in which a model answers, and reading an answer that has it."""

from typing import Any

import msgspec

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.query.metric_query import Direction, Operator
from olympus.domain.questions.draft import Draft, DraftFilter, Vocabulary
from olympus.domain.questions.interpretation import Intent


class _FilterIn(msgspec.Struct, forbid_unknown_fields=True):
    dimension: str
    op: str
    values: list[str]


class _DraftIn(msgspec.Struct, forbid_unknown_fields=True):
    intent: str
    metrics: list[str]
    group_by: list[str]
    filters: list[_FilterIn]
    time_phrase: str | None
    granularity: str | None
    comparison: str | None
    order: str | None
    limit: int | None


_decoder = msgspec.json.Decoder(_DraftIn)


def draft_in(content: str) -> Draft:
    """The draft of an answer. Raises msgspec.DecodeError for what has another shape."""
    read = _decoder.decode(content)
    return Draft(
        intent=read.intent,
        metrics=tuple(read.metrics),
        group_by=tuple(read.group_by),
        filters=tuple(DraftFilter(each.dimension, each.op, tuple(each.values)) for each in read.filters),
        time_phrase=read.time_phrase,
        granularity=read.granularity,
        comparison=read.comparison,
        order=read.order,
        limit=read.limit,
    )


def schema_for(vocabulary: Vocabulary) -> dict[str, Any]:
    """The JSON schema of an answer, strict as the protocol has it: every property is there, null where unset."""
    filtered = {
        "type": "object",
        "additionalProperties": False,
        "required": ["dimension", "op", "values"],
        "properties": {
            "dimension": {"type": "string", "enum": [each.value for each in vocabulary.names]},
            "op": {"type": "string", "enum": list(Operator)},
            "values": {"type": "array", "items": {"type": "string"}},
        },
    }
    properties: dict[str, Any] = {
        "intent": {"type": "string", "enum": list(Intent)},
        "metrics": {"type": "array", "items": {"type": "string", "enum": list(vocabulary.metrics)}},
        "group_by": {"type": "array", "items": {"type": "string", "enum": list(vocabulary.dimensions)}},
        "filters": {"type": "array", "items": filtered},
        "time_phrase": {"type": ["string", "null"]},
        "granularity": {"type": ["string", "null"], "enum": [*Granularity, None]},
        "comparison": {"type": ["string", "null"], "enum": [*Comparison, None]},
        "order": {"type": ["string", "null"], "enum": [*Direction, None]},
        "limit": {"type": ["integer", "null"]},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
