"""An event's identity and meaning as one short text, to remember it by."""

from collections.abc import Iterator
from decimal import Context, Decimal
from hashlib import blake2b

from olympus.domain.events.event import Event

_without_trailing_zeros = Context(prec=60).normalize


def fingerprint(event: Event) -> str:
    """The same in every process for events of one identity and meaning; for all others another one.

    96 bits: two different events of a tenant have the same one sooner than its database loses a disk.
    """
    said = "".join(_words((event.identity, event.meaning))).encode(errors="surrogatepass")
    return blake2b(said, digest_size=12).hexdigest()


def _words(values: tuple[object, ...]) -> Iterator[str]:
    """Each value by its worth, after its kind and its length, so that none runs into the next."""
    yield f"({len(values)}"
    for value in values:
        match value:
            case tuple():
                yield from _words(value)
            case None:
                yield "-"
            case Decimal():
                yield _word(str(_without_trailing_zeros(value)))
            case _:
                yield _word(str(value))


def _word(text: str) -> str:
    return f"{len(text)}:{text}"
