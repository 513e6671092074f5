"""From what msgspec found wrong to a sentence that says what would be right."""

import re

from msgspec import ValidationError

from olympus.domain.events.rejection import EventRejected, RejectionReason

_PARTS = re.compile(r"(?P<found>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_EXPECTED = re.compile(
    r"Expected `(?P<wanted>\w+)[^`]*`"
    r"(?: of length (?P<comparison>[<>]=) (?P<length>\d+))?"
    r"(?:, got `(?P<got>\w+)`)?"
)

_WANTED = {
    "decimal": 'a number or a decimal string, such as 42.5 or "42.50"',
    "int": "text",
    "str": "text",
    "object": "an object",
    "array": "a list",
}
_GOT = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number with a fraction",
    "str": "text",
    "object": "an object",
    "array": "a list",
    "null": "null",
}

_REASON_BY_KEY = {
    "name": RejectionReason.NO_NAME,
    "event_type": RejectionReason.NO_NAME,
    "type": RejectionReason.NO_NAME,
    "id": RejectionReason.BAD_ID,
    "event_id": RejectionReason.BAD_ID,
    "tenant_id": RejectionReason.NO_TENANT,
    "tenantid": RejectionReason.NO_TENANT,
    "occurred_at": RejectionReason.BAD_TIME,
    "timestamp": RejectionReason.BAD_TIME,
    "time": RejectionReason.BAD_TIME,
}


def reason_at(field: str) -> RejectionReason:
    """Why a message is refused whose `field` (a dotted path) is not of its type."""
    key = field.rpartition(".")[2]
    if "." not in field or key == "tenant_id":
        return _REASON_BY_KEY.get(key, RejectionReason.WRONG_TYPE)
    return RejectionReason.WRONG_TYPE


def of_wrong_type(error: ValidationError, container: str = "") -> EventRejected:
    """The refusal of a message in which msgspec found a value of a wrong type below `container`."""
    parts = _PARTS.fullmatch(str(error))
    found, path = (parts["found"], parts["path"]) if parts else (str(error), None)
    field = _joined(container, path or "")
    return EventRejected(reason_at(field), f"`{field}` must be {_what_is_right(found)}", field=field)


def within(container: str, refusal: EventRejected) -> EventRejected:
    """The same refusal, its field seen from outside `container`."""
    field = refusal.field or ""
    detail = refusal.detail.replace(f"`{field}`", f"`{_joined(container, field)}`", 1)
    return EventRejected(refusal.reason, detail, field=_joined(container, field))


def _joined(container: str, path: str) -> str:
    separator = "." if container and path and not path.startswith("[") else ""
    return f"{container}{separator}{path}"


def _what_is_right(found: str) -> str:
    if found == "Invalid decimal string":
        return _WANTED["decimal"]
    if not (expected := _EXPECTED.fullmatch(found)):
        return f"a value that can be kept ({found.lower()})"
    right = _WANTED.get(expected["wanted"], expected["wanted"])
    if expected["length"]:
        bound = "or fewer" if expected["comparison"] == "<=" else "or more"
        right += f" of {expected['length']} {bound} characters"
    return f"{right}, not {_GOT.get(expected['got'], expected['got'])}" if expected["got"] else right
