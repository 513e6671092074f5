"""The form under which a word is looked up: "cities", "city's" and "city" are one."""

from functools import lru_cache

_KEPT = frozenset(
    {
        "is",
        "was",
        "has",
        "does",
        "this",
        "us",
        "vs",
        "as",
        "its",
        "his",
        "pos",
        "less",
        "sms",
        "plus",
        "versus",
        "across",
        "status",
        "business",
        "always",
        "minus",
        "yes",
    }
)
"""Words that end in s and are not plurals."""


_SHORT = {
    "avg": "average", "qty": "quantity", "txn": "transaction", "trx": "transaction", "loc": "location",
    "cust": "customer", "prod": "product", "cat": "category", "pct": "percent", "pmt": "payment",
    "canceled": "cancelled", "catagory": "category", "favourite": "favorite",
}  # fmt: skip
"""What people shorten or spell in two ways."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The singular of a plural, of a regular noun; anything else as it is."""
    singular = _singular(word)
    return _SHORT.get(singular, singular)


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss") or word in _KEPT:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]
