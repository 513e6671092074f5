"""A forecast: what is expected at each step, how far off it may be, and how it was arrived at."""

from dataclasses import dataclass

Steps = tuple[float, ...]
"""A number for each step ahead, the next step first."""


@dataclass(frozen=True, slots=True)
class Component:
    """One method of a combination, and its share of the forecast, from 0 to 1."""

    method: str
    weight: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """How wrong the same methods would have been lately, forecasting what is known by now.

    `origins` counts the moments that were forecast from. sMAPE is in per cent, `coverage_80` and `coverage_95` are
    the shares (0 to 1) of what happened inside the intervals. None where the history is too short to tell.
    """

    origins: int
    smape: float | None = None
    mase: float | None = None
    coverage_80: float | None = None
    coverage_95: float | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What was used of the history: how many of its values, how many of them known, and which seasons."""

    values: int
    known: int
    seasons: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """`mean` is the expected value of each step, inside both of its intervals; the 80 % one lies in the 95 % one.

    `model` names the methods in a word or two, `warnings` are sentences for people.
    """

    id: str
    mean: Steps
    lower_80: Steps
    upper_80: Steps
    lower_95: Steps
    upper_95: Steps
    model: str
    components: tuple[Component, ...]
    backtest: Backtest
    history: History
    warnings: tuple[str, ...] = ()
