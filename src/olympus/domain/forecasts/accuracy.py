"""How far forecasts were off: the measures of the forecasting competitions."""

from collections.abc import Sequence
from statistics import fmean


def smape(actual: Sequence[float], forecast: Sequence[float]) -> float:
    """The symmetric mean absolute percentage error, from 0 to 200; where both are zero, nothing is wrong.

    Makridakis and Hibon (2000), The M3-Competition, International Journal of Forecasting 16.
    """
    return fmean(
        200 * abs(y - f) / (abs(y) + abs(f)) if y or f else 0.0 for y, f in zip(actual, forecast, strict=True)
    )


def naive_error(history: Sequence[float], season: int = 1) -> float | None:
    """The mean absolute error, over the history, of saying what was a season ago: the scale of `mase`.

    A history no longer than a season is judged by the step before. None where nothing ever changes.
    """
    lag = season if len(history) > season else 1
    changes = [abs(now - before) for before, now in zip(history, history[lag:], strict=False)]
    return fmean(changes) or None if changes else None


def mase(actual: Sequence[float], forecast: Sequence[float], scale: float) -> float:
    """The mean absolute scaled error: 1 is as wrong as the seasonal naive forecast was on its own history.

    Hyndman and Koehler (2006), Another look at measures of forecast accuracy, International Journal of
    Forecasting 22. `scale` is `naive_error` of the history.
    """
    return fmean(abs(y - f) for y, f in zip(actual, forecast, strict=True)) / scale


def owa(smape: float, mase: float, *, naive_smape: float, naive_mase: float) -> float:
    """The overall weighted average of the M4 competition: 1 is as wrong as its deseasonalised naive forecast.

    All four are means over the same series. Makridakis, Spiliotis and Assimakopoulos (2020), The M4 Competition,
    International Journal of Forecasting 36.
    """
    return (smape / naive_smape + mase / naive_mase) / 2


def coverage(actual: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> float:
    """The share of what happened that lies inside its interval, from 0 to 1."""
    return fmean(low <= y <= high for y, low, high in zip(actual, lower, upper, strict=True))


def msis(
    actual: Sequence[float], lower: Sequence[float], upper: Sequence[float], scale: float, *, level: float = 0.95
) -> float:
    """The mean scaled interval score: the width of the intervals and a fine for each miss, in units of `scale`.

    Gneiting and Raftery (2007), Strictly Proper Scoring Rules, Journal of the American Statistical Association
    102, as scaled in the M4 competition.
    """
    fine = 2 / (1 - level)
    scores = (
        high - low + fine * max(low - y, 0) + fine * max(y - high, 0)
        for y, low, high in zip(actual, lower, upper, strict=True)
    )
    return fmean(scores) / scale
