"""Find which values of a dimension made a point odd."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from olympus.domain.anomalies.anomaly import Anomaly, Part
from olympus.domain.anomalies.explanation import parts, tells
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.exact import ZERO
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Metric, Sum
from olympus.domain.query.metric_query import Filter, MetricQuery, Operator, Value
from olympus.domain.tenant import TenantSettings
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.tenants import Tenants
from olympus.use_cases.answer_query import Answering

_LOOKED_AT = (
    Dimension.LOCATION,
    Dimension.CHANNEL,
    Dimension.PAYMENT_METHOD,
    Dimension.LOGIN_METHOD,
)
_WEEKS = 4


class ExplainAnomaly:
    """Sets a point beside the same hour or weekday of the four weeks before.

    Metrics that do not add up over dimensions (ratios, different people) are not explained.
    """

    def __init__(self, tenants: Tenants, figures: FigureSource) -> None:
        self._tenants = tenants
        self._figures = figures

    async def __call__(self, anomaly: Anomaly) -> Anomaly:
        """The same with the parts of the dimension that tells most. Raises SourceUnavailable."""
        metric = CATALOGUE[anomaly.place.metric]
        if not isinstance(metric.formula, Sum):
            return anomaly
        settings = await self._tenants.settings(anomaly.place.tenant_id)
        is_at_one_place = anomaly.place.location is not None
        dimensions = metric.dimensions - ({Dimension.LOCATION} if is_at_one_place else set())
        async with self._figures.snapshot(anomaly.place.tenant_id) as snapshot:
            found = [
                await self._by(dimension, anomaly, metric, settings, snapshot)
                for dimension in _LOOKED_AT
                if dimension in dimensions
            ]
        best: tuple[Part, ...] = max(found, key=tells, default=())
        return replace(anomaly, explained_by=best) if tells(best) else anomaly

    async def _by(
        self,
        dimension: Dimension,
        anomaly: Anomaly,
        metric: Metric,
        settings: TenantSettings,
        snapshot: FigureSnapshot,
    ) -> tuple[Part, ...]:
        calendar, unit = BusinessCalendar(settings), anomaly.place.unit
        begun = calendar.wall_time(unit.bounds[0])
        usual: dict[Value, Decimal] = {}
        for weeks in range(1, _WEEKS + 1):
            same = calendar.instant_at(begun - timedelta(weeks=weeks))
            before = calendar.unit_around(same, anomaly.place.granularity)
            for value, figure in (await _figures(dimension, before, anomaly, metric, settings, snapshot)).items():
                usual[value] = usual.get(value, ZERO) + max(figure, ZERO)
        actual = await _figures(dimension, unit, anomaly, metric, settings, snapshot)
        return parts(dimension, actual, usual, value=anomaly.value, expected=anomaly.expected, names={})


async def _figures(  # noqa: PLR0917
    dimension: Dimension,
    unit: Interval,
    anomaly: Anomaly,
    metric: Metric,
    settings: TenantSettings,
    snapshot: FigureSnapshot,
) -> dict[Value, Decimal]:
    place = anomaly.place
    here = (Filter(Dimension.LOCATION, Operator.IS, (place.location,)),) if place.location else ()
    query = MetricQuery(metrics=(metric,), dimensions=(dimension,), filters=here)
    timeframe = Timeframe("custom", unit, place.granularity, None)
    answering = Answering(place.tenant_id, settings, timeframe, None, unit.bounds[1], snapshot)
    rows = await answering.rows(query, await answering.currency())
    return {row.values[dimension]: row.readings[metric.name].value or ZERO for row in rows}
