"""The answer to a metric query, with everything that its figures say about themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from olympus.domain.calendar.change import Change
from olympus.domain.calendar.comparison import ComparedInterval
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric
from olympus.domain.query.metric_query import MetricQuery, Value
from olympus.domain.tenant import TenantId, TenantSettings


@dataclass(frozen=True, slots=True)
class Reading:
    """The figure of a metric beside that of the earlier period.

    `change` is None where nothing is compared. Money is in `currency`; `other_currencies` holds what came in
    beside. None in place of a figure: there is nothing to say, such as a ratio of nothing.
    """

    metric: Metric
    value: Decimal | None
    previous: Decimal | None
    change: Change | None
    currency: str | None
    other_currencies: Mapping[str, Decimal]


Readings = Mapping[str, Reading]
"""By the metric's name."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one point in time, or of one value of each dimension, or of both.

    `bucket` is the whole calendar unit; its part that counts may be shorter at the ends of the timeframe.
    """

    bucket: Interval | None
    values: Mapping[Dimension, Value]
    readings: Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Rows in order, and what they come to together.

    `rows_in_all` is more than the number of rows where a limit cut them. `names` holds what products are
    called. `source` says what answered: "rollups", "events", both, or "memory".
    """

    tenant_id: TenantId
    settings: TenantSettings
    query: MetricQuery
    timeframe: Timeframe
    compared: ComparedInterval | None
    rows: tuple[Row, ...]
    rows_in_all: int
    totals: Readings
    names: Mapping[str, str]
    currency: str | None
    source: str
    as_of: datetime
    events_until: datetime | None
    notes: tuple[str, ...]
