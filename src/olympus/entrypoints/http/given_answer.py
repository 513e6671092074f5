"""What goes over the wire of an answer that is ready: all of it, compressed or not, or that it is unchanged."""

from typing import NamedTuple

from olympus.entrypoints.http.accepted_encoding import accepts_gzip
from olympus.entrypoints.http.entity_tags import names
from olympus.entrypoints.http.own_tenant import HEADER as OWN_TENANT
from olympus.use_cases.answer_shelf import Answer

_CACHING = {"Cache-Control": "private, no-cache", "Vary": f"Accept-Encoding, {OWN_TENANT}"}
"""A browser may keep it and asks each time whether it still holds; what stands between us keeps nothing."""


class GivenAnswer(NamedTuple):
    """Status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def given(answer: Answer, *, accept_encoding: str, if_none_match: str) -> GivenAnswer:
    """The answer to a caller who sends these headers, each of them empty where it was not sent.

    Compressed bytes are other bytes, so they have a tag of their own: tags are strong.
    """
    body, tag, encoding = answer.body, f'"{answer.tag}"', {}
    if answer.compressed is not None and accepts_gzip(accept_encoding):
        body, tag, encoding = answer.compressed, f'"{answer.tag}-gzip"', {"Content-Encoding": "gzip"}
    headers = {"ETag": tag, **_CACHING}
    if if_none_match and names(if_none_match, tag):
        return GivenAnswer(304, headers, b"")
    return GivenAnswer(200, headers | encoding, body)
