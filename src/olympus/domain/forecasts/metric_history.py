"""What a metric was, unit by unit of the tenant's calendar: what forecasts go by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.errors import OlympusError
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric
from olympus.domain.query.metric_query import Filter, Value
from olympus.domain.tenant import TenantId, TenantSettings

LONGEST_SILENCE = timedelta(days=14)
"""A tenant of whom nothing was heard for longer has not sold nothing: what happened since is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRequest:
    """Whose history is wanted: of everything, or a history for each value of a dimension."""

    metric: Metric
    granularity: Granularity
    filters: tuple[Filter, ...] = ()
    by: Dimension | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricHistory:
    """The values of one metric in complete units, the latest last; money is in `currency`.

    A value of None is a unit about which nothing can be said, such as the average of no orders. `value` is that of
    the dimension asked for, called `name`. `running` is the unit that follows the last complete one, and `so_far`
    what has happened in it by `as_of`. Where nothing was heard of the tenant for longer than LONGEST_SILENCE
    before `as_of`, the history ends with the unit of the last event, if that is over, and `silent_since` is its
    time.
    """

    tenant_id: TenantId
    settings: TenantSettings
    request: HistoryRequest
    value: Value = None
    name: str | None = None
    currency: str | None
    units: tuple[Interval, ...]
    values: tuple[float | None, ...]
    running: Interval
    so_far: float | None
    as_of: datetime
    silent_since: datetime | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """What the products of the filters are called."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing ever happened."""
        return not any(self.values) and not self.so_far


class NoHistory(OlympusError):
    """Nothing to go by."""

    code = "NOT_FOUND"

    def __init__(self, metric: Metric, granularity: Granularity) -> None:
        super().__init__(
            f"There is nothing to go by: no {metric.label.lower()} of this in any whole {granularity}."
        )
