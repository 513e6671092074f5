"""Words that producers write as `CreditCard`, `credit_card`, `credit-card` or `credit card`: one form of them."""

import re

_CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_-]+")


def lower_snake(text: str) -> str:
    """`text` in lower snake case; capitals in a row stay together: `POS` → `pos`, `OAuth` → `oauth`."""
    return "_".join(_GAPS.split(_CAMEL_HUMP.sub("_", text))).strip("_").lower()


def camel_humps(name: str) -> str:
    """A dotted name in snake case as the Rust services write it: `order.created` → `OrderCreated`."""
    return "".join(word.capitalize() for word in re.split(r"[._]", name))
