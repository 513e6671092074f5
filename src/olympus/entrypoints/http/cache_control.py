"""How fresh an answer a caller wants: the directives of RFC 9111, 5.2.1, that a request may carry."""

import re
from datetime import timedelta
from functools import lru_cache

from olympus.use_cases.freshness import FRESH, Freshness

LONGEST_STALE = timedelta(minutes=5)
"""Who takes whatever there is, however old, gets nothing older than this."""

_DIRECTIVE = re.compile(r'([!#$%&\'*+.^_`|~0-9a-z-]+)(?:=("[^"]*"|[^\s,]*))?')


@lru_cache(maxsize=1_000)
def freshness(cache_control: str) -> Freshness:
    """What the header `Cache-Control` of a request asks for; FRESH where it is empty.

    `no-cache` wants it worked out anew, `max-stale=N` takes what held N seconds ago, and without a
    number what held LONGEST_STALE ago. What stands besides, or is no number, says nothing.
    """
    directives = dict(_DIRECTIVE.findall(cache_control.lower()))
    if "no-cache" in directives:
        return Freshness(anew=True)
    if "max-stale" not in directives:
        return FRESH
    seconds = directives["max-stale"].strip('"')
    if not seconds:
        return Freshness(max_stale=LONGEST_STALE)
    return Freshness(max_stale=_bounded(seconds)) if seconds.isascii() and seconds.isdigit() else FRESH


def _bounded(seconds: str) -> timedelta:
    longest = int(LONGEST_STALE.total_seconds())
    return timedelta(seconds=min(int(seconds), longest) if len(seconds) <= len(str(longest)) else longest)
