"""The id under which a request can be found again: the caller's own, or one of ours."""

import re
from random import getrandbits

from litestar.types import Message, Scope

HEADER = "X-Request-ID"

_HEADER_BYTES = HEADER.lower().encode()
_PRINTABLE = re.compile(rb"[ -~]{1,128}")
_KEY = "olympus_request_id"


def request_id_of(scope: Scope) -> str:
    """The id of a request, the same at each call; a header of more than 128 printable characters is ignored."""
    state = scope["state"]
    if _KEY not in state:
        state[_KEY] = _sent_with(scope) or _new_id()
    return str(state[_KEY])


async def echo_request_id(message: Message, scope: Scope) -> None:
    """Name the request in every answer, also in those that no route gave."""
    if message["type"] == "http.response.start":
        named = (_HEADER_BYTES, request_id_of(scope).encode("ascii"))
        message["headers"] = [*message.get("headers", ()), named]


def _new_id() -> str:
    """A UUID of version 4. Nothing secret hangs on it, and asking the system for bits would take longer than
    giving a ready answer.
    """
    digits = f"{getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _sent_with(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == _HEADER_BYTES and _PRINTABLE.fullmatch(value):
            return value.decode("ascii")
    return None
