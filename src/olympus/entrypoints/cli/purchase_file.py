"""Purchases in a CSV file: who has which item, a line each."""

import csv
import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

from rich.progress import Progress

from olympus.domain.errors import OlympusError, quoted
from olympus.domain.recommending.basket import Basket

_HELD_OUT = "1"
"""In a column `split`: what is kept aside to score with, and so not to be learnt from."""


class UnreadableFile(OlympusError):
    """A file of purchases that cannot be read, with the reason and, where there is one, the line."""

    def __init__(self, file: Path, reason: str, *, line: int | None = None) -> None:
        place = f", line {line:,}" if line else ""
        super().__init__(f"{file}{place}: {reason}.")


class PurchaseFile:
    """A CSV file, perhaps with gzip, with a header; `owner` is the name of the column of who has the item."""

    def __init__(self, file: Path, owner: str) -> None:
        self._file = file
        self._owner = owner

    def baskets(self, progress: Progress) -> Iterator[Basket]:
        """A basket for each line, while the progress shows how much is read. Raises UnreadableFile."""
        try:
            with self._file.open("rb") as raw:
                total = self._file.stat().st_size
                reading = progress.add_task(f"Reading {self._file.name}", total=total)
                for number, basket in enumerate(self._lines(raw)):
                    if number % 10_000 == 0:
                        progress.update(reading, completed=raw.tell())
                    yield basket
                progress.update(reading, completed=total)
        except (OSError, EOFError) as error:
            raise UnreadableFile(self._file, getattr(error, "strerror", None) or str(error)) from error
        except UnicodeDecodeError as error:
            raise UnreadableFile(self._file, "it is not text in UTF-8") from error
        except csv.Error as error:
            raise UnreadableFile(self._file, f"it is not CSV: {error}") from error

    def _lines(self, raw: BinaryIO) -> Iterator[Basket]:
        unpacked = gzip.GzipFile(fileobj=raw) if self._file.suffix == ".gz" else raw
        with io.TextIOWrapper(unpacked, "utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            columns = _Columns.of(next(rows, []), self._owner, self._file)
            for row in rows:
                if row and (basket := columns.basket(row, rows.line_num)):
                    yield basket


class _Columns:
    def __init__(self, file: Path, names: list[str], owner: str) -> None:
        self._file = file
        self._width = len(names)
        self._owner, self._item = names.index(owner), names.index("item")
        self._time = names.index("time") if "time" in names else None
        self._split = names.index("split") if "split" in names else None

    @classmethod
    def of(cls, header: list[str], owner: str, file: Path) -> Self:
        names = [name.strip().lower() for name in header]
        missing = [name for name in (owner, "item") if name not in names]
        if missing:
            there = ", ".join(map(quoted, header[:10])) or "nothing"
            raise UnreadableFile(file, f"its first line must name the columns {owner} and item, but has {there}")
        return cls(file, names, owner)

    def basket(self, row: list[str], line: int) -> Basket | None:
        """What the line says; None where it is kept aside."""
        if len(row) != self._width:
            raise UnreadableFile(self._file, f"{len(row)} fields instead of {self._width}", line=line)
        if self._split is not None and row[self._split].strip() == _HELD_OUT:
            return None
        owner, item = row[self._owner], row[self._item]
        if not owner or not item:
            raise UnreadableFile(self._file, "an empty field where an id belongs", line=line)
        at = self._at(row[self._time], line) if self._time is not None else None
        return Basket(owner, (item,), customer_id=owner, at=at)

    def _at(self, text: str, line: int) -> datetime | None:
        """Seconds since 1970, or a date or date-time of ISO 8601; without an offset, in UTC. Empty: not known."""
        if not text:
            return None
        try:
            return datetime.fromtimestamp(float(text), UTC)
        except (ValueError, OverflowError, OSError):
            pass
        try:
            at = datetime.fromisoformat(text)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        except ValueError:
            reason = f"{quoted(text)} is not a time such as 2026-03-18T12:00:00Z or 1773835200"
            raise UnreadableFile(self._file, reason, line=line) from None
