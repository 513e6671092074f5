"""A history to be continued, checked before anything is computed from it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from olympus.domain.errors import OlympusError

LONGEST_HORIZON = 10_000
MOST_VALUES = 1_000_000
LARGEST_VALUE = 1e100
"""Above, squares of errors leave the range of floating-point numbers."""

CLOSED = "closed"
"""The mark of steps at which nothing is open: they are expected to be zero, or what they were in the past."""

_LONGEST_SEASON = 100_000


class UnusableSeries(OlympusError):
    """A series that no honest forecast can be made of, or a forecast of it that nobody can want."""


@dataclass(frozen=True, slots=True)
class DayMarks:
    """What is known of single steps, past and future: a name of a holiday, or that nothing is open (`CLOSED`).

    `past` has an entry for each value of the history, `future` one for each step of the horizon; None where the
    step is ordinary. Steps with the same name are taken to be alike.
    """

    past: tuple[str | None, ...] = ()
    future: tuple[str | None, ...] = ()

    def __bool__(self) -> bool:
        return any(self.past) or any(self.future)


@dataclass(frozen=True, slots=True)
class Series:
    """Values at equal distances, the latest last, and how many steps after it are wanted.

    `values` holds None or NaN where nothing was measured, which is not the same as zero. `seasons` are lengths in
    steps, such as (7,) or (24, 168) or (7, 365.25); 1 and an empty tuple mean none.

    Raises UnusableSeries.
    """

    id: str
    values: tuple[float | None, ...]
    horizon: int
    seasons: tuple[float, ...] = ()
    marks: DayMarks = field(default_factory=DayMarks)

    def __post_init__(self) -> None:
        _check_horizon(self.horizon)
        _check_values(self.values)
        for season in self.seasons:
            if not 1 <= season <= _LONGEST_SEASON:
                raise UnusableSeries(
                    f"A season is a number of steps from 1 to {_LONGEST_SEASON:,}, not {season}.", field="season"
                )
        _check_marks(self.marks, past=len(self.values), future=self.horizon)

    @property
    def known(self) -> tuple[float, ...]:
        """The values that were measured, in their order."""
        return tuple(value for value in self.values if value is not None and not math.isnan(value))


def series_of(
    id: str,  # noqa: A002 - the name that it has everywhere
    values: Iterable[float | None],
    *,
    horizon: int,
    season: float | Sequence[float] = (),
    marks: DayMarks | None = None,
) -> Series:
    """A series from loose parts: one season or several, any iterable of values. Raises UnusableSeries."""
    seasons = tuple(season) if isinstance(season, Sequence) else (season,)
    return Series(id, tuple(values), horizon, seasons, marks or DayMarks())


def is_missing(value: float | None) -> bool:
    """Whether nothing was measured: None or NaN."""
    return value is None or math.isnan(value)


def _check_horizon(horizon: int) -> None:
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise UnusableSeries(
            f"A forecast reaches from 1 to {LONGEST_HORIZON:,} steps ahead, not {horizon}.", field="horizon"
        )


def _check_values(values: tuple[float | None, ...]) -> None:
    if len(values) > MOST_VALUES:
        raise UnusableSeries(f"A series has at most {MOST_VALUES:,} values, not {len(values):,}.", field="values")
    known = False
    for value in values:
        if value is None or math.isnan(value):
            continue
        if math.isinf(value) or abs(value) > LARGEST_VALUE:
            raise UnusableSeries(
                f"A series holds numbers from -{LARGEST_VALUE:g} to {LARGEST_VALUE:g}, not {value}.",
                field="values",
            )
        known = True
    if not known:
        raise UnusableSeries("A forecast needs at least one known value.", field="values")


def _check_marks(marks: DayMarks, *, past: int, future: int) -> None:
    if marks.past and len(marks.past) != past:
        raise UnusableSeries(f"{len(marks.past)} marks are given for {past} values.", field="marks")
    if marks.future and len(marks.future) != future:
        raise UnusableSeries(f"{len(marks.future)} marks are given for {future} steps ahead.", field="marks")
