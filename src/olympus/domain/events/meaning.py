"""What an event means, as a fingerprint: two events of one identity agree, or they contradict each other."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Context, Decimal
from hashlib import blake2b
from operator import attrgetter
from typing import Any, get_args

from olympus.domain.events.payloads import OrderFulfilled, OrderItem, Payload

_without_trailing_zeros = Context(prec=60).normalize


def meaning_of(name: str, payload: Payload) -> int:
    """The fingerprint of a modelled event: 64 bits, signed, the same in every process and version.

    It covers the fields of the payload in their order, and the last of them only as far as they are
    set: a new field at the end leaves the meanings of events without it as they are, any other change
    of a payload's fields changes meanings. Numbers count by their value: 42.50 says what 42.5 says.
    """
    return _fingerprint([name, *_words(payload)])


def meaning_of_unmodelled(name: str, canonical_payload: str) -> int:
    """The fingerprint of an event whose name is not modelled, by its payload as canonical JSON."""
    return _fingerprint([name, canonical_payload])


def _fingerprint(words: Sequence[str]) -> int:
    # No text of an event holds a NUL, so the words cannot run into one another.
    said = "\0".join(words).encode(errors="surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)


def _words(what: Payload | OrderItem) -> list[str]:
    # Every event passes here: no call per field for the kinds of fields that are common.
    words = [
        value
        if type(value) is str
        else ""
        if value is None
        else str(_without_trailing_zeros(value))
        if type(value) is Decimal
        else _list(value)
        if type(value) is tuple
        else str(value)
        for value in _VALUES[type(what)](what)
    ]
    while not words[-1]:
        words.pop()
    return words


def _list(items: tuple[OrderItem, ...]) -> str:
    if not items:
        return ""
    words = [str(len(items))]
    for item in items:
        said = _words(item)
        # The number of its words says where an item ends.
        words.append(str(len(said)))
        words += said
    return "\0".join(words)


# Where a payload has one field, its getter would give the value itself instead of a tuple.
_VALUES: dict[type, Callable[[Any], tuple[object, ...]]] = {
    kind: attrgetter(*(field.name for field in fields(kind)))
    for kind in (*get_args(Payload), OrderItem)
    if kind is not OrderFulfilled
} | {OrderFulfilled: lambda fulfilled: (fulfilled.order_id,)}
