"""The SQL files of `sql/`, in BigQuery's dialect."""

from functools import cache
from importlib import resources


@cache
def statement(name: str, *, dataset: str, by: str = "", conditions: str = "") -> str:
    """The text of `sql/<name>.sql` for the tables of a dataset."""
    text = resources.files(__package__).joinpath("sql", f"{name}.sql").read_text("utf-8")
    return text.replace("{dataset}", dataset).replace("{by}", by).replace("{conditions}", conditions)
