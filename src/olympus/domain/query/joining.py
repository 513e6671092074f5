"""Several stretches of time in one reading: the labels of each follow those of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TypeVar

from olympus.domain.calendar.interval import Interval
from olympus.domain.query.plan import Reads
from olympus.domain.query.reading import Cell, Slice

_Figures = TypeVar("_Figures")


def overlap(intervals: Sequence[Interval]) -> bool:
    """Whether a moment lies in two of them, so that it would need two labels."""
    if len(intervals) > 1 and any(each.start is None or each.end is None for each in intervals):
        return True
    in_order = sorted(each.bounds for each in intervals if len(intervals) > 1)
    return any(end > start for (_, end), (start, _) in pairwise(in_order))


def joined(several: Sequence[Reads]) -> Reads:
    """All that is to be read of stretches that do not overlap and are cut alike."""
    first, *_ = several
    firsts = _first_labels(several)
    slices = tuple(
        Slice(label + offset, interval)
        for offset, reads in zip(firsts, several, strict=True)
        for label, interval in reads.timeline.slices
    )
    return Reads(
        timeline=first.timeline,
        sums=replace(first.sums, slices=slices) if first.sums else None,
        people=replace(
            first.people,
            slices=slices,
            starts=tuple(start for each in several if each.people for start in each.people.starts),
        )
        if first.people
        else None,
        stock=replace(
            first.stock,
            instants=tuple(instant for each in several if each.stock for instant in each.stock.instants),
        )
        if first.stock
        else None,
    )


def of_one(cells: Mapping[Cell, _Figures], several: Sequence[Reads], index: int) -> dict[Cell, _Figures]:
    """What belongs to one of the stretches, by its own labels."""
    offset = _first_labels(several)[index]
    labels = range(offset, offset + len(several[index].timeline.moments))
    return {(label - offset, values): each for (label, values), each in cells.items() if label in labels}


def _first_labels(several: Sequence[Reads]) -> list[int]:
    return [0, *accumulate(len(each.timeline.moments) for each in several)][: len(several)]
