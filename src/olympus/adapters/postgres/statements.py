"""The SQL files of this folder."""

from functools import cache
from importlib import resources


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return resources.files(__package__).joinpath("sql", f"{name}.sql").read_text("utf-8")


def contributions_of(scope: str, *, source: str = "events") -> str:
    """What the facts selected by `scope` add to the figures, as a query; `source` holds all that is known."""
    return statement("contributions").replace("{scope}", scope).replace("{source}", source)
