"""Is what happened last as it was to be expected?"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from olympus.domain.anomalies.watched_series import Judgement, WatchedSeries


class AnomalyDetector(Protocol):
    """Judges the latest points of series, each by itself: no judgement depends on what else is in the batch.

    Every implementation promises: the same series is judged alike; all numbers are finite, and the expectation
    lies in its interval; points in other units of measurement are judged alike; what was odd in the past neither
    widens the interval nor moves the expectation.
    """

    @abstractmethod
    def judge(self, batch: Sequence[WatchedSeries]) -> list[list[Judgement | None]]:
        """For each series the judgements of its last points, the latest last.

        None for a point that is not known, or before which too little is.
        """
