"""The errors that the combination itself would have made lately."""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.intervals import HalfWidths
from olympus.domain.forecasts.accuracy import coverage, mase, naive_error, smape
from olympus.domain.forecasts.forecast import Backtest


def backtest(forecasts: Array, actual: Array, widths: HalfWidths, *, history: Array, season: int) -> Backtest:
    """Errors over all origins and steps of one series.

    `forecasts` and `actual` are (origins, horizon) without the last origin, NaN where nothing is known or judged;
    `widths` are those of the intervals at each origin and step.
    """
    known = ~np.isnan(actual) & ~np.isnan(forecasts)
    origins = int(known.any(axis=1).sum())
    if not origins:
        return Backtest(0)
    happened, said = actual[known].tolist(), forecasts[known]
    within_80, within_95 = (half[: len(actual)][known] for half in (widths.of_80, widths.of_95))
    usual = naive_error(history[~np.isnan(history)].tolist(), season)
    return Backtest(
        origins=origins,
        smape=smape(happened, said.tolist()),
        mase=mase(happened, said.tolist(), usual) if usual else None,
        coverage_80=coverage(happened, (said - within_80).tolist(), (said + within_80).tolist()),
        coverage_95=coverage(happened, (said - within_95).tolist(), (said + within_95).tolist()),
    )
