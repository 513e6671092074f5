"""The port `Forecaster`, answered with numpy."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.backtest import backtest
from olympus.adapters.numpy_forecaster.combination import actual_after_origins, combined
from olympus.adapters.numpy_forecaster.filling import panel_of
from olympus.adapters.numpy_forecaster.intervals import HalfWidths, half_widths
from olympus.adapters.numpy_forecaster.members import members
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.prepared import ORIGINS, Prepared, prepared
from olympus.adapters.numpy_forecaster.warnings import warnings_about
from olympus.domain.forecasts.forecast import Component, Forecast, History
from olympus.domain.forecasts.series import Series
from olympus.ports.forecaster import Forecaster

_AT_ONCE = 32
_MOST_CELLS = 50_000
"""Rows times steps ahead that are computed at once."""
_MODEL = "combination"


class NumpyForecaster(Forecaster):
    """A weighted combination of classical methods; needs about 5 ms a series in batches, on one core."""

    def forecast(self, batch: Sequence[Series]) -> list[Forecast]:
        ready = sorted(
            (prepared(place, series) for place, series in enumerate(batch)),
            key=lambda each: (each.kind, each.values.size),
        )
        forecasts: dict[int, Forecast] = {}
        for _, alike in groupby(ready, key=lambda each: each.kind):
            for some in _in_portions(list(alike)):
                forecasts |= zip((each.place for each in some), _continued(some), strict=True)
        return [forecasts[place] for place in range(len(batch))]


def _in_portions(alike: list[Prepared]) -> Iterator[list[Prepared]]:
    size = max(1, min(_AT_ONCE, _MOST_CELLS // (ORIGINS * alike[0].series.horizon)))
    for begin in range(0, len(alike), size):
        yield alike[begin : begin + size]


def _continued(some: list[Prepared]) -> Iterator[Forecast]:
    first = some[0]
    longest = max(each.values.size for each in some)
    offsets = tuple(back for back in range(ORIGINS * first.spacing, -1, -first.spacing) if back < longest)
    panel = panel_of(
        [each.values for each in some], seasons=first.seasons, horizon=first.series.horizon, offsets=offsets
    )
    names, forecasts = zip(*members(panel), strict=True)
    actual = actual_after_origins(panel)
    together, weights = combined(_plausible(np.stack(forecasts), panel), actual, panel.lengths)
    widths = half_widths(
        together,
        actual,
        lengths=panel.lengths,
        never_negative=np.where(panel.alive, panel.values, 0.0).min(axis=1) >= 0,
        usual_change=_usual_change(panel),
        seasons=len(panel.seasons),
    )
    for row, each in enumerate(some):
        yield _told(
            each,
            names=names,
            weights=weights[:, row],
            together=together[:, row],
            actual=actual[:, row],
            widths=HalfWidths(widths.of_80[:, row], widths.of_95[:, row]),
        )


def _plausible(forecasts: Array, panel: Panel) -> Array:
    """Without the forecasts of methods that ran away, which tell nothing."""
    alive = panel.alive
    highest = np.where(alive, panel.values, -np.inf).max(axis=1)[:, None]
    lowest = np.where(alive, panel.values, np.inf).min(axis=1)[:, None]
    room = 5 * (highest - lowest) + 1
    wild = (forecasts > highest + room) | (forecasts < lowest - room)
    wild |= wild.any(axis=3, keepdims=True)
    return np.where(wild, np.nan, forecasts)


def _usual_change(panel: Panel) -> Array:
    """What a value usually differs from the one before, or a fifth of it where there is but one."""
    steps = np.abs(np.diff(panel.values, axis=1)) * panel.alive[:, :-1]
    mean: Array = steps.sum(axis=1) / np.maximum(panel.lengths - 1, 1)
    single = panel.lengths < 3
    return np.where(single, np.maximum(mean, 0.2 * np.abs(panel.values[:, -1])), mean)


def _told(
    each: Prepared,
    *,
    names: tuple[str, ...],
    weights: Array,
    together: Array,
    actual: Array,
    widths: HalfWidths,
) -> Forecast:
    scale = each.scale
    mean = np.maximum(together[-1], each.least)
    narrow, wide = widths.of_80[-1], widths.of_95[-1]
    if each.effects:
        mean = each.effects.factors * mean + each.effects.addends
        narrow, wide = narrow * each.effects.wider, wide * each.effects.wider
    components = tuple(
        Component(name, float(weight))
        for weight, name in sorted(zip(weights, names, strict=True), reverse=True)
        if weight > 0
    )
    known = int((~np.isnan(each.values)).sum())
    return Forecast(
        id=each.series.id,
        mean=_steps(mean * scale),
        lower_80=_steps(np.maximum(mean - narrow, each.least) * scale),
        upper_80=_steps((mean + narrow) * scale),
        lower_95=_steps(np.maximum(mean - wide, each.least) * scale),
        upper_95=_steps((mean + wide) * scale),
        model=_MODEL,
        components=components,
        backtest=backtest(
            np.maximum(together[:-1], each.least),
            actual,
            widths,
            history=each.values,
            season=each.season,
        ),
        history=History(each.values.size, known, tuple(map(float, each.seasons))),
        warnings=tuple(warnings_about(each.values, each.series)),
    )


def _steps(numbers: Array) -> tuple[float, ...]:
    return tuple(numbers.tolist())
