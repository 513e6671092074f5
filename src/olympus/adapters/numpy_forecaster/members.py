"""The methods that a combination is made of."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.autoregression import autoregression
from olympus.adapters.numpy_forecaster.croston import (
    is_intermittent,
    syntetos_boylan,
    teunter_syntetos_babai,
)
from olympus.adapters.numpy_forecaster.decomposition import LONGEST_CYCLE
from olympus.adapters.numpy_forecaster.deseasonalised import Deseasonalised, deseasonalised
from olympus.adapters.numpy_forecaster.holt_winters import holt_winters
from olympus.adapters.numpy_forecaster.naive import naive, seasonal_naive
from olympus.adapters.numpy_forecaster.panel import Panel
from olympus.adapters.numpy_forecaster.smoothing import grid, smoothed
from olympus.adapters.numpy_forecaster.theta import theta
from olympus.adapters.numpy_forecaster.trend_line import trend_line

_ALPHAS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 0.99)
_BETAS = (0.03, 0.15, 0.45)
_LEVEL = grid(_ALPHAS)
_HOLT = grid(_ALPHAS, betas=_BETAS, phis=(1.0,))
_DAMPED = grid(_ALPHAS, betas=_BETAS, phis=(0.8, 0.9, 0.97))
_FIRST = 20
"""So many values tell level and trend at the beginning."""
_RECENT = 400
"""What came before so many steps has faded from every level and trend."""
_LEAST = 1e-6
_LARGEST_LOGARITHM = 20.0
_WEEK = 7


def members(panel: Panel) -> Iterator[tuple[str, Array]]:
    """The forecasts of each method (origins, N, horizon), NaN where a method has too little to go by."""
    seen = panel.as_seen_from_origins()
    remaining = deseasonalised(seen)
    yield from _smoothing(panel, remaining)
    yield from _regression(panel, seen, remaining)
    yield from _intermittent(panel)
    repeating = replace(panel, seasons=tuple(each for each in panel.seasons if each <= LONGEST_CYCLE))
    if repeating.seasons:
        yield "seasonal naive", seasonal_naive(repeating)
    else:
        yield "naive", naive(panel)
    for season in repeating.seasons:
        for multiplied, name in ((False, "additive"), (True, "multiplicative")):
            yield f"{name} Holt-Winters {season}", _holt_winters(panel, seen, season, multiplied=multiplied)


def _holt_winters(panel: Panel, seen: Panel, season: int, *, multiplied: bool) -> Array:
    """In one pass; where there are long seasons too, each origin first takes away what it knows of them."""
    longer = tuple(each for each in panel.seasons if each > LONGEST_CYCLE)
    if not longer:
        return holt_winters(replace(panel, seasons=(season,)), multiplied=multiplied)
    remaining = deseasonalised(replace(seen, seasons=longer))
    recent = replace(remaining.panel.latest(_RECENT), seasons=(season,))
    return panel.by_origin(remaining.with_seasons(holt_winters(recent, multiplied=multiplied)[0]))


def _smoothing(panel: Panel, remaining: Deseasonalised) -> Iterator[tuple[str, Array]]:
    recent = remaining.panel.latest(_RECENT)
    intercept, slope = trend_line(recent, _FIRST)
    before = intercept - slope
    forecasts = {
        "theta": theta(recent),
        "simple smoothing": smoothed(recent, _LEVEL, intercept, np.zeros_like(slope)),
        "damped trend": smoothed(recent, _DAMPED, before, slope),
    }
    if not _is_daily(panel):
        forecasts["holt"] = smoothed(recent, _HOLT, before, slope)
    for name, each in forecasts.items():
        yield name, panel.by_origin(remaining.with_seasons(each))


def _regression(panel: Panel, seen: Panel, remaining: Deseasonalised) -> Iterator[tuple[str, Array]]:
    yield "autoregression", panel.by_origin(autoregression(seen))
    positive = np.where(panel.alive, panel.values, np.inf).min(axis=1) > 0

    def of_positive(logarithms: Array) -> Array:
        forecasts = panel.by_origin(np.exp(np.minimum(logarithms, _LARGEST_LOGARITHM)))
        return np.where(positive[None, :, None], forecasts, np.nan)

    logarithms = replace(seen, values=np.log(np.maximum(seen.values, _LEAST)))
    yield "autoregression of logarithms", of_positive(autoregression(logarithms))
    if _is_daily(panel):
        return
    yield "differenced autoregression", panel.by_origin(autoregression(seen, differenced=True))
    without_season = autoregression(replace(remaining.panel, seasons=()), differenced=True)
    yield "deseasonalised autoregression", panel.by_origin(remaining.with_seasons(without_season))
    yield "differenced autoregression of logarithms", of_positive(autoregression(logarithms, differenced=True))


def _intermittent(panel: Panel) -> Iterator[tuple[str, Array]]:
    intermittent = is_intermittent(panel)
    if not intermittent.any():
        return
    for name, method in (("Croston", syntetos_boylan), ("Teunter-Syntetos-Babai", teunter_syntetos_babai)):
        yield name, np.where(intermittent[None, :, None], method(panel), np.nan)


def _is_daily(panel: Panel) -> bool:
    """Whether steps are days: what rose from day to day lately does not go on rising for weeks."""
    return _WEEK in panel.seasons
