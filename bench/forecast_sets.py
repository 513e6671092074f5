"""Series whose future is known, and how wrong forecasts of it are on average, as the competitions counted.

A set is the lines of one file with one period. Files have the columns id, period, freq (the lag of the scale of
MASE), h, train and test, numbers with spaces between; nan in test is not judged.
"""

import csv
import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from olympus.domain.forecasts.accuracy import coverage, mase, msis, naive_error, smape

_SEASONS = {24: (24, 168), 1: ()}
_WEEKS = (52,)


@dataclass(frozen=True, slots=True)
class Known:
    """A series and what came after it."""

    id: str
    past: list[float]
    future: list[float]
    lag: int
    seasons: tuple[int, ...]


class Told(NamedTuple):
    """What a method said of a series; bounds are None where it gives none."""

    mean: Sequence[float]
    lower_80: Sequence[float] | None = None
    upper_80: Sequence[float] | None = None
    lower_95: Sequence[float] | None = None
    upper_95: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Means over series of means over steps. Coverage is in per cent."""

    smape: float
    mase: float
    msis: float | None = None
    coverage_80: float | None = None
    coverage_95: float | None = None


def sets_of(folder: Path) -> Iterator[tuple[str, list[Known]]]:
    """Every set of the files *_dev.csv.gz and *_daily.csv.gz of a folder, by a name such as "m3 monthly"."""
    csv.field_size_limit(sys.maxsize)
    for file in sorted([*folder.glob("*_dev.csv.gz"), *folder.glob("*_daily.csv.gz")]):
        by_period: dict[str, list[Known]] = defaultdict(list)
        with gzip.open(file, "rt") as lines:
            for row in csv.DictReader(lines):
                by_period[row["period"]].append(_known(row))
        name = file.name.removesuffix(".csv.gz").split("_")[0]
        yield from ((f"{name} {period}", known) for period, known in by_period.items())


def _known(row: dict[str, str]) -> Known:
    lag = int(float(row["freq"]))
    seasons = _WEEKS if row["period"] == "weekly" else _SEASONS.get(lag, (lag,))
    return Known(row["id"], _numbers(row["train"]), _numbers(row["test"]), lag, seasons)


def _numbers(written: str) -> list[float]:
    return [float(number) for number in written.split()]


def score(known: Sequence[Known], told: Sequence[Told]) -> Score:
    """How wrong the method was over all series; those that never change have no scale and count in sMAPE alone."""
    scores = [_score(*each) for each in zip(known, told, strict=True)]
    return Score(*(_mean([getattr(each, name) for each in scores]) for name in Score.__slots__))  # type: ignore[arg-type]


def _score(known: Known, told: Told) -> Score:
    judged = [step for step, value in enumerate(known.future) if not math.isnan(value)]

    def at_judged(numbers: Sequence[float] | None) -> list[float]:
        return [numbers[step] for step in judged] if numbers is not None else []

    actual, mean = at_judged(known.future), at_judged(told.mean)
    scale = naive_error(known.past, known.lag)
    wrong = Score(smape(actual, mean), mase(actual, mean, scale) if scale else math.nan)
    if told.lower_80 is None:
        return wrong
    lower_95, upper_95 = at_judged(told.lower_95), at_judged(told.upper_95)
    return replace(
        wrong,
        msis=msis(actual, lower_95, upper_95, scale) if scale else None,
        coverage_80=100 * coverage(actual, at_judged(told.lower_80), at_judged(told.upper_80)),
        coverage_95=100 * coverage(actual, lower_95, upper_95),
    )


def _mean(figures: list[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None and not math.isnan(figure)]
    return fmean(known) if known else None
