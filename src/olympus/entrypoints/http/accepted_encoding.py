"""Whether a caller can read what is compressed by gzip: the header `Accept-Encoding` of RFC 9110."""

from functools import lru_cache

_GZIP = ("gzip", "x-gzip")


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Whether gzip is named with a weight above 0, or not named while anything else is welcome."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        coding, *parameters = (each.strip() for each in part.split(";"))
        weights[coding] = _weight(parameters)
    named = [weights[coding] for coding in _GZIP if coding in weights]
    return max(named or [weights.get("*", 0.0)]) > 0


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
