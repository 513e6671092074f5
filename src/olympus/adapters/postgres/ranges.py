"""From labelled slices of time to ranges of keys: what a statement scans, and how it finds the label of a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from olympus.adapters.postgres.columns import Columns, array, columns
from olympus.adapters.postgres.spans import Grain, cut
from olympus.domain.query.reading import Slice

_START, _END = "-infinity", "infinity"


class _Piece(NamedTuple):
    """Whole cells of a grain, or without a grain a stretch of facts, that belong to a label."""

    label: int
    grain: Grain | None
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Ranges:
    """Scans, and the edges at which labels change.

    Pieces that adjoin are one scan, whatever their labels: `width_bucket` finds a row's label by the last
    edge before it. That needs no more than that pieces do not overlap.
    """

    scans: Columns
    """Grain, from, to: a column each, a row a scan; without the grain for facts."""
    edges: str
    labels: str

    @property
    def is_empty(self) -> bool:
        return self.labels == "{}"


@lru_cache(maxsize=8)
def ranges_of(slices: tuple[Slice, ...], finest: Grain | None) -> tuple[Ranges, Ranges]:
    """The cells of rollups to read, and the facts between them and the slices' ends.

    Without a finest grain everything is read from facts.
    """
    cells: list[_Piece] = []
    facts: list[_Piece] = []
    for label, interval in slices:
        if interval.is_empty:
            continue
        if finest is None:
            facts.append(_Piece(label, None, interval.start, interval.end))
            continue
        parts = cut(interval, finest)
        cells += [_Piece(label, *span) for span in ((each.grain, each.start, each.end) for each in parts.spans)]
        facts += [_Piece(label, None, start, end) for start, end in parts.remains]
    return _ranges(cells), _ranges(facts)


def _ranges(pieces: Sequence[_Piece]) -> Ranges:
    if not pieces:
        return Ranges([], "{}", "{}")
    in_order = sorted(pieces, key=lambda piece: (piece.start is not None, piece.start))
    edges = [piece.start or _START for piece in in_order]
    return Ranges(_scans(in_order), array(edges), array([piece.label for piece in in_order]))


def _scans(pieces: Iterable[_Piece]) -> Columns:
    scans: list[list[object]] = []
    for piece in pieces:
        start, end = piece.start or _START, piece.end or _END
        if scans and scans[-1][2] == start and scans[-1][0] == piece.grain:
            scans[-1][2] = end
        else:
            scans.append([piece.grain, start, end])
    if scans[0][0] is None:
        return columns([scan[1:] for scan in scans], width=2)
    return columns(scans, width=3)
