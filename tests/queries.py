"""Random metric queries, all of which mean something, over the time of the random histories."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.metrics.metric import Level
from olympus.domain.query.metric_query import MetricQuery, QueryWords, metric_query

_VALUES: dict[Dimension, list[object]] = {
    Dimension.LOCATION: ["rome", "oslo", None],
    Dimension.CHANNEL: ["web", "pos", None],
    Dimension.PRODUCT: ["tea", "pie", "jam"],
    Dimension.CATEGORY: ["hot", "sweet", None],
    Dimension.CUSTOMER: ["ann", "bob", "cem", None],
    Dimension.PAYMENT_METHOD: ["card", "cash", None],
    Dimension.LOGIN_METHOD: ["card", "cash", None],
    Dimension.CURRENCY: ["EUR", "USD"],
    Dimension.HOUR_OF_DAY: [0, 1, 2, 3, 12, 23],
    Dimension.DAY_OF_WEEK: [1, 2, 5, 7],
}


@st.composite
def queries(draw: st.DrawFn, *, around: datetime, stock: bool = False) -> MetricQuery:
    """A few metrics by what all of them have, with filters, over some days around an instant or over all time."""
    offered = [metric for metric in CATALOGUE.values() if isinstance(metric.formula, Level) is stock]
    metrics = draw(st.lists(st.sampled_from(offered), min_size=1, max_size=3, unique=True))
    shared = sorted(frozenset.intersection(*(metric.dimensions for metric in metrics)))
    dimensions = draw(st.lists(st.sampled_from(shared), max_size=2, unique=True))
    filtered = draw(st.lists(st.sampled_from(shared), max_size=2, unique=True))
    filters = [
        (
            dimension.value,
            draw(st.sampled_from(["in", "not in"])),
            draw(st.lists(st.sampled_from(_VALUES[dimension]), min_size=1, max_size=2)),
        )
        for dimension in filtered
    ]
    timeframe, start, end = draw(st.just(("all_time", None, None)) | _custom(around))
    return metric_query(
        QueryWords(
            metrics=[metric.name for metric in metrics],
            dimensions=dimensions,
            filters=filters,
            timeframe=timeframe,
            start=start,
            end=end,
            granularity=draw(st.none() | st.sampled_from(Granularity)),
            comparison=draw(st.sampled_from(Comparison)),
        )
    )


@st.composite
def _custom(draw: st.DrawFn, around: datetime) -> tuple[str, str, str]:
    """Some days, or from one instant to another."""
    first = around.astimezone(UTC) + timedelta(minutes=15 * draw(st.integers(-200, 300)))
    last = first + timedelta(minutes=draw(st.sampled_from([7, 15, 60, 1440, 3 * 1440, 9 * 1440])))
    if draw(st.booleans()):
        return "custom", first.date().isoformat(), last.date().isoformat()
    return "custom", first.isoformat(), last.isoformat()
