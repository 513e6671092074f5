"""Identifiers, words and free text, as they stand on the wire and as they are kept."""

from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from olympus.domain.events.enumerations import one_spelling
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.domain.tenant import TENANT_ID

LONGEST_IDENTIFIER = 256
MOST_BYTES = 512
"""Of an identifier in UTF-8: four of them, and what else stands in a key, fit into an entry of an index."""
LONGEST_WORD = 64

Identifier = Annotated[str, Meta(max_length=LONGEST_IDENTIFIER)] | int | None
"""An id as it is sent: text, or a whole number, which stands for its decimal digits."""

GroupingText = Annotated[str, Meta(max_length=LONGEST_IDENTIFIER)] | None
"""Text by which figures are grouped (a category), which is as short as an id for the sake of indexes."""

FreeText = str | None
"""Text that is only shown; the size of the message limits it."""

Word = Annotated[str, Meta(max_length=LONGEST_WORD)] | None
"""A word from a short list, in any spelling."""

CurrencyText = Annotated[
    Annotated[str, Meta(extra_json_schema={"pattern": "^([A-Za-z]{3})?$"})] | None,
    Meta(description="The currency of the amounts; by default the tenant's.", examples=["EUR"]),
]
"""A currency as it is sent; `currency` refuses what is none, and this tells the document."""

TenantText = Annotated[str, Meta(extra_json_schema={"pattern": f"^({TENANT_ID})?$"})] | None
"""A tenant's id as it is sent; `parse_tenant_id` refuses what is none, and this tells the document."""


def identifier(sent: str | int | None) -> str | None:
    """The id that was sent; an empty one is none."""
    if type(sent) is int:
        return _digits(sent)
    if sent and not sent.isascii():  # type: ignore[union-attr]  # an int has left above
        _check_bytes(sent)  # type: ignore[arg-type]
    return sent or None  # type: ignore[return-value]


def grouping(sent: str | None) -> str | None:
    """The text by which figures are grouped; an empty one is none."""
    if sent and not sent.isascii():
        _check_bytes(sent)
    return sent or None


def _check_bytes(sent: str) -> None:
    """A character has up to four."""
    if len(sent.encode(errors="surrogatepass")) > MOST_BYTES:
        raise EventRejected(
            RejectionReason.WRONG_TYPE, f"an identifier must have at most {MOST_BYTES} bytes of UTF-8"
        )


def first_identifier(*candidates: str | int | None) -> str | None:
    """The first id that was sent, of several places where it may stand."""
    for sent in candidates:
        if sent is not None and sent != "":
            return identifier(sent)
    return None


def required(sent: str | int | None, field: str) -> str:
    """The id that was sent, which must not be missing."""
    found = identifier(sent)
    if found is None:
        raise missing(field)
    return found


def word(sent: str | None) -> str | None:
    """The one spelling of a word; an empty one is none."""
    return (_spelled(sent) or None) if sent else None


def currency(sent: str | None) -> str | None:
    """A currency by its three letters, such as EUR; an empty one is none."""
    if not sent:
        return None
    if len(sent) != 3 or not (sent.isascii() and sent.isalpha()):
        raise EventRejected(
            RejectionReason.WRONG_TYPE,
            "`currency` must be the three letters of a currency, such as EUR",
            field="currency",
        )
    return sent.upper()


def missing(field: str, *synonyms: str) -> EventRejected:
    """The refusal of an event that lacks a field it cannot do without."""
    also = f" (or {', '.join(f'`{synonym}`' for synonym in synonyms)})" if synonyms else ""
    return EventRejected(RejectionReason.MISSING_FIELD, f"`{field}`{also} is required", field=field)


def _digits(sent: int) -> str:
    digits = str(sent)
    if len(digits) > LONGEST_IDENTIFIER:
        raise EventRejected(
            RejectionReason.WRONG_TYPE, f"an identifier must have at most {LONGEST_IDENTIFIER} digits"
        )
    return digits


_spelled = lru_cache(maxsize=4096)(one_spelling)
