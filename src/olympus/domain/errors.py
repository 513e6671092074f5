"""How a request can be wrong: the root of every error that its sender can mend."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar

_QUOTED_AT_MOST = 60


class OlympusError(Exception):
    """A request that cannot be met as it was put.

    `code` is the stable word a program may rely on; the message is for people and may
    change; `field` is the part of the request at fault, where there is one.
    """

    code: ClassVar[str] = "INVALID_REQUEST"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnknownName(OlympusError):
    """A name that is none of those there are: says which there are and which was probably meant."""

    def __init__(self, what: str, name: object, valid: Iterable[str], *, field: str) -> None:
        names = list(valid)
        self.suggestion = nearest(str(name), names)
        hint = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        super().__init__(
            f"There is no {what} called {quoted(name)}.{hint} There are: {', '.join(names)}.", field=field
        )


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, ignoring capitals, or None when none is alike."""
    if len(name) > _QUOTED_AT_MOST:  # likening long texts is slow, and they were not meant as a name
        return None
    by_lower = {each.lower(): each for each in valid}
    found = get_close_matches(name.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else None


def quoted(text: object) -> str:
    """What was sent, in quotes and cut where it is too long to read."""
    sent = str(text)
    return repr(sent if len(sent) <= _QUOTED_AT_MOST else f"{sent[:_QUOTED_AT_MOST]}…")
