"""Parts of a query as people write them on a line: `channel=web,mobile`, `customer!=(none)`, `revenue:asc`."""

from olympus.domain.errors import OlympusError, quoted

NONE = "(none)"
"""What stands for a missing value, here and wherever one is shown."""


def read_filter(written: str) -> tuple[str, str, list[str | None]]:
    """Dimension, operator and values. Several values are separated by commas. Raises UnreadableFilter."""
    name, equals, values = written.partition("=")
    if not equals or not values or not name.rstrip("!"):
        raise UnreadableFilter(written)
    operator = "not in" if name.endswith("!") else "in"
    return name.rstrip("!").strip(), operator, [None if each == NONE else each for each in values.split(",")]


def read_order(written: str) -> tuple[str, str]:
    """Column and direction; without a word about it the largest first."""
    by, _, direction = written.partition(":")
    return by.strip(), direction.strip() or "desc"


class UnreadableFilter(OlympusError):
    """A filter that does not say which dimension must have which value."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"{quoted(written)} is no filter: write channel=web, channel=web,mobile or channel!=web; "
            f"{NONE} is a missing value.",
            field="filter",
        )
