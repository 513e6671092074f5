"""What is to be forecast, as a caller puts it, checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.errors import OlympusError, UnknownName, quoted
from olympus.domain.forecasts.metric_history import HistoryRequest
from olympus.domain.query.metric_query import QueryWords, metric_query

GRANULARITIES = (Granularity.HOUR, Granularity.DAY, Granularity.WEEK, Granularity.MONTH)
MOST_PERIODS = 366
USUAL_PERIODS = 14


@dataclass(frozen=True, slots=True)
class ForecastRequest:
    """The figures wanted, and for how many periods, counted from the one that is running."""

    history: HistoryRequest
    periods: int = USUAL_PERIODS
    notes: tuple[str, ...] = ()
    """What had to be read differently from how it was put."""


def forecast_request(
    metric: str = "revenue",
    *,
    granularity: str | None = None,
    periods: int = USUAL_PERIODS,
    filters: Sequence[tuple[str, str, object]] = (),
) -> ForecastRequest:
    """The request that is meant: `filters` are a dimension, an operator and a value, or a list of values.

    Raises OlympusError, which says what is wrong and names what there is.
    """
    query = metric_query(QueryWords(metrics=[metric], filters=filters))
    cut = Granularity(granularity or Granularity.DAY)
    if cut not in GRANULARITIES:
        raise UnknownName("granularity of forecasts", cut, GRANULARITIES, field="granularity")
    if not 1 <= periods <= MOST_PERIODS:
        raise OlympusError(
            f"A forecast has from 1 to {MOST_PERIODS} periods, not {quoted(periods)}.", field="periods"
        )
    wanted = HistoryRequest(metric=query.metrics[0], granularity=cut, filters=query.filters)
    return ForecastRequest(wanted, periods, query.notes)
