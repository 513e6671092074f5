"""What comes next in these series?"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from olympus.domain.forecasts.forecast import Forecast
from olympus.domain.forecasts.series import Series


class Forecaster(Protocol):
    """Continues series, each by itself: a forecast does not depend on what else is in the batch.

    Every implementation promises: the same series gives the same forecast; all numbers are finite; the mean lies
    in its intervals, which are nested; what was never negative is not expected to be.
    """

    @abstractmethod
    def forecast(self, batch: Sequence[Series]) -> list[Forecast]:
        """A forecast for each series, in their order. Computes for seconds where the batch is large."""
