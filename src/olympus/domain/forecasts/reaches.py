"""How far it is forecast at a time, so that a day's forecast is the same however many days were asked for.

A forecaster chooses its methods for the horizon that it is given: what is best for the next two weeks is not best
for the next year. Horizons are therefore taken from a short list, and every step comes from the shortest that
reaches it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.forecast import Forecast, Steps

LONGEST = 366
REACHES: Mapping[Granularity, tuple[int, ...]] = {
    Granularity.HOUR: (48, 168, LONGEST),
    Granularity.DAY: (28, 91, LONGEST),
    Granularity.WEEK: (13, 52, LONGEST),
    Granularity.MONTH: (12, 36, LONGEST),
}


def reaches_for(granularity: Granularity, periods: int) -> tuple[int, ...]:
    """The horizons to forecast for so many periods, ascending, the last of them long enough."""
    reaches = REACHES[granularity]
    needed = next(place for place, reach in enumerate(reaches) if reach >= periods)
    return reaches[: needed + 1]


def joined(forecasts: Sequence[Forecast]) -> Forecast:
    """One forecast of several of the same series with ascending horizons; its errors are those of the longest."""
    ends = [len(each.mean) for each in forecasts]
    cuts = [slice(begin, end) for begin, end in pairwise([0, *ends])]

    def steps(of: Sequence[Steps]) -> Steps:
        return tuple(value for each, cut in zip(of, cuts, strict=True) for value in each[cut])

    return replace(
        forecasts[-1],
        mean=steps([each.mean for each in forecasts]),
        lower_80=steps([each.lower_80 for each in forecasts]),
        upper_80=steps([each.upper_80 for each in forecasts]),
        lower_95=steps([each.lower_95 for each in forecasts]),
        upper_95=steps([each.upper_95 for each in forecasts]),
    )
