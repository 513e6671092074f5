"""What could be asked next, as questions that can be asked as they stand."""

from collections.abc import Iterator
from dataclasses import replace

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.interpretation import Intent, Interpretation

_MOST = 4
_CUTS = (Dimension.LOCATION, Dimension.PRODUCT, Dimension.CHANNEL, Dimension.PAYMENT_METHOD, Dimension.DAY_OF_WEEK)


def follow_ups(asked: Interpretation) -> tuple[Interpretation, ...]:
    """A few questions that go on from this one: why, cut otherwise, compared, over time."""
    if not asked.metrics:
        return ()
    return tuple(found for found, _ in zip(_candidates(asked), range(_MOST), strict=False))


def _candidates(asked: Interpretation) -> Iterator[Interpretation]:
    plain = replace(asked, order=None, limit=None, matched=(), assumptions=(), clarification=None, horizon=None)
    own = CATALOGUE[asked.metrics[0]].dimensions
    if asked.comparison is not Comparison.NONE:
        yield replace(plain, intent=Intent.ANOMALY, group_by=(), granularity=None, comparison=Comparison.NONE)
    elif asked.time.name != "all_time":
        yield replace(plain, intent=Intent.COMPARISON, comparison=Comparison.PREVIOUS_PERIOD)
    for dimension in _CUTS:
        if dimension in own and dimension not in asked.group_by:
            yield replace(
                plain, intent=Intent.BREAKDOWN, group_by=(dimension,), granularity=None, comparison=Comparison.NONE
            )
