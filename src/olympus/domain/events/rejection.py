"""Why a message is not taken as an event."""

from enum import StrEnum


class RejectionReason(StrEnum):
    """The ways in which a message can be unusable: stable words for operators, metrics and callers."""

    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    UNKNOWN_SHAPE = "unknown_shape"
    NO_TENANT = "no_tenant"
    NO_NAME = "no_name"
    BAD_ID = "bad_id"
    BAD_TIME = "bad_time"
    TIME_AHEAD = "time_ahead"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    BAD_MONEY = "bad_money"
    CONFLICT = "conflict"
    UNSTORABLE = "unstorable"


class EventRejected(Exception):
    """A message that cannot be an event: the reason, the field at fault, and a sentence for people."""

    def __init__(self, reason: RejectionReason, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.field = field
