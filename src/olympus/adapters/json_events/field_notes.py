"""What is noted beside a field for those who send it: its meaning, its other names, whether it must be there."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Meta

SAME_AS = "x-same-as"
"""Marks a field of the document as another name of the field that it names."""


class Need(NamedTuple):
    """Something that an event cannot do without.

    `names` are the fields of the payload that say it. `lent` are attributes of the `Surroundings` that say it
    where the payload is silent: such a need may be met by the envelope.
    """

    names: tuple[str, ...]
    lent: tuple[str, ...] = ()


def need(*names: str, lent: tuple[str, ...] = ()) -> Need:
    """The need for one of these fields."""
    return Need(names, lent)


def means(description: str, *, examples: Iterable[str] = ()) -> Meta:
    """What a field says."""
    return Meta(description=description, examples=list(examples) or None)


def same_as(field: str) -> Meta:
    """Another name of a field; where both are sent, that field holds."""
    return Meta(description=f"Another name of `{field}`.", extra_json_schema={SAME_AS: field})


def spellings(words: Iterable[str]) -> str:
    """The spellings in which these words are sent (`CreditCard`, `credit_card`, `credit card`), as a pattern."""
    return f"^({'|'.join(_spellings(word) for word in words)})?$"


def _spellings(word: str) -> str:
    return "[_ ]?".join(f"[{part[0].upper()}{part[0]}]{part[1:]}" for part in word.split("_"))
