"""Whether a caller has the bytes already: the header `If-None-Match` of RFC 9110."""

import re

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def names(if_none_match: str, tag: str) -> bool:
    """Whether the header names `tag`, which stands in its quotes, or anything (`*`).

    Weak and strong tags are compared alike, as it is for this header.
    """
    return if_none_match.strip() == "*" or tag in _TAG.findall(if_none_match)
