"""Finds in a message what no event can hold: NaN and Infinity, NULs, and halves of surrogate pairs.

This is the slow way, for messages that are refused in any case.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from olympus.adapters.json_events.refusals import reason_at
from olympus.domain.events.rejection import EventRejected, RejectionReason

_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_KEY_SHOWN = 60
_PAYLOAD_KEYS = frozenset({"payload", "data", "properties", "metrics"})


@dataclass(frozen=True, slots=True)
class _NotFinite:
    spelling: str


def holds_nul(message: bytes) -> bool:
    """Whether some text of the message has a NUL, which PostgreSQL keeps in no text."""
    return b"\\u0000" in message and _ESCAPED_NUL.search(message) is not None


def culprit(message: bytes) -> EventRejected | None:
    """The refusal of a message for the first thing in it that no event can hold, if there is one."""
    try:
        # Numbers stay text: their size is of no interest here, and Python reads long ones slowly.
        content = json.loads(message.decode(), parse_constant=_NotFinite, parse_int=str, parse_float=str)
        return next(_refusals(content, ""), None)
    except (ValueError, RecursionError):
        return None


def _refusals(value: object, field: str) -> Iterator[EventRejected]:
    match value:
        case str() if _UNSTORABLE.search(value):
            yield _unstorable(field)
        case _NotFinite(spelling):
            yield _not_finite(spelling, field)
        case list():
            for index, element in enumerate(value):
                yield from _refusals(element, f"{field}[{index}]")
        case dict():
            for key, element in value.items():
                shown = _UNSTORABLE.sub("?", key[:_LONGEST_KEY_SHOWN])
                inside = f"{field}.{shown}" if field else shown
                if _UNSTORABLE.search(key):
                    yield _unstorable(inside)
                yield from _refusals(element, inside)


def _unstorable(field: str) -> EventRejected:
    reason = reason_at(field)
    if reason is RejectionReason.WRONG_TYPE and not field.endswith("_id"):
        reason = RejectionReason.UNSTORABLE
    detail = f"`{field}` must be text without NUL (\\u0000) and without half of a surrogate pair"
    return EventRejected(reason, detail, field=field)


def _not_finite(spelling: str, field: str) -> EventRejected:
    in_payload = re.split(r"[.\[]", field, maxsplit=1)[0] in _PAYLOAD_KEYS
    reason = RejectionReason.BAD_MONEY if in_payload else RejectionReason.NOT_JSON
    return EventRejected(reason, f"`{field}` must be a finite number: JSON has no {spelling}", field=field)
