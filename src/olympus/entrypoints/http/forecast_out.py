"""A forecast as it travels."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from olympus.domain.calendar.granularity import Granularity
from olympus.domain.forecasts.forecast import Backtest
from olympus.domain.forecasts.metric_forecast import ForecastPoint, MetricForecast
from olympus.domain.forecasts.metric_history import MetricHistory
from olympus.domain.forecasts.telling import figure, label_of, sentence_of
from olympus.domain.metrics.metric import Unit
from olympus.entrypoints.http.figures_out import figure_out
from olympus.entrypoints.http.query_out import FilterOut, filters_out

_SHARE_DECIMALS = 4


class ForecastPointOut(Struct, kw_only=True):
    """What is expected of one unit."""

    timestamp: Annotated[datetime, Meta(description="Where the unit begins, in local time.")]
    end: Annotated[datetime, Meta(description="Before which it ends.")]
    value: Annotated[Decimal | None, Meta(description="What the whole unit is expected to come to.")]
    label: Annotated[str, Meta(description="What the unit is called.", examples=["Tue 24 November 2026"])]


class BoundsOut(Struct, kw_only=True):
    """Between which bounds the points will lie, in `level` of all cases."""

    level: Annotated[float, Meta(description="0.8 or 0.95.")]
    upper: Annotated[list[Decimal | None], Meta(description="A bound for each point.")]
    lower: Annotated[list[Decimal | None], Meta(description="A bound for each point.")]


class BacktestOut(Struct, kw_only=True):
    """How wrong the same methods would have been lately, from several moments in the past."""

    origins: Annotated[int, Meta(description="How many moments were forecast from.")]
    smape: Annotated[float | None, Meta(description="Symmetric mean absolute percentage error, 0 to 200.")]
    mase: Annotated[
        float | None, Meta(description="Mean absolute scaled error: 1 is as wrong as repeating the last season.")
    ]
    coverage_80: Annotated[float | None, Meta(description="The share of what happened inside its 80 % interval.")]
    coverage_95: Annotated[float | None, Meta(description="The share of what happened inside its 95 % interval.")]


class ComponentOut(Struct):
    """A method, and its share of the forecast."""

    method: str
    weight: Annotated[float | None, Meta(description="From 0 to 1.")]


class HistoryOut(Struct, kw_only=True):
    """What the forecast goes by."""

    start: Annotated[datetime | None, Meta(description="Where the first unit begins.")]
    end: Annotated[datetime | None, Meta(description="Where the last complete unit ends.")]
    values: Annotated[int, Meta(description="Complete units in it.")]
    known: Annotated[int, Meta(description="Those about which something is known.")]
    seasons: Annotated[list[float], Meta(description="Lengths of the seasons that are used, in units.")]
    so_far: Annotated[Decimal | None, Meta(description="What the running unit has come to already.")]


class ForecastOut(Struct, kw_only=True):
    """What comes next, how sure that is, and how it was arrived at."""

    tenant_id: str
    metric_name: str
    metric_label: str
    unit: Unit
    currency: str | None
    granularity: Granularity
    timezone: str
    filters: list[FilterOut]
    forecast_points: Annotated[
        list[ForecastPointOut], Meta(description="The unit that is running, then those that follow.")
    ]
    confidence_interval: Annotated[BoundsOut, Meta(description="At 95 %.")]
    likely_interval: Annotated[BoundsOut, Meta(description="At 80 %.")]
    accuracy_score: Annotated[
        float | None,
        Meta(description="1 - sMAPE / 200 of the backtest, at best 1; null where nothing could be tested."),
    ]
    model_used: str
    components: list[ComponentOut]
    backtest: BacktestOut
    history: HistoryOut
    sentence: str
    warnings: list[str]
    notes: list[str]
    made_at: datetime


def forecast_out(made: MetricForecast) -> ForecastOut:
    """The answer that tells a forecast."""
    history, basis = made.history, made.basis
    metric, zone = history.request.metric, history.settings.zone
    return ForecastOut(
        tenant_id=history.tenant_id,
        metric_name=metric.name,
        metric_label=metric.label,
        unit=metric.unit,
        currency=history.currency if metric.unit is Unit.MONEY else None,
        granularity=history.request.granularity,
        timezone=history.settings.time_zone,
        filters=filters_out(history.request.filters),
        forecast_points=[_point(each, history) for each in made.points],
        confidence_interval=_bounds(0.95, [(each.lower_95, each.upper_95) for each in made.points], history),
        likely_interval=_bounds(0.8, [(each.lower_80, each.upper_80) for each in made.points], history),
        accuracy_score=None if basis.backtest.smape is None else _share(1 - basis.backtest.smape / 200),
        model_used=basis.model,
        components=[ComponentOut(each.method, _share(each.weight)) for each in basis.components],
        backtest=_backtest(basis.backtest),
        history=HistoryOut(
            start=history.units[0].bounds[0].astimezone(zone) if history.units else None,
            end=history.units[-1].bounds[1].astimezone(zone) if history.units else None,
            values=len(history.values),
            known=sum(value is not None for value in history.values),
            seasons=list(basis.history.seasons),
            so_far=_figure(history.so_far, history),
        ),
        sentence=sentence_of(made),
        warnings=list(basis.warnings),
        notes=list(made.notes),
        made_at=history.as_of.astimezone(zone),
    )


def _point(point: ForecastPoint, history: MetricHistory) -> ForecastPointOut:
    start, end = point.unit.bounds
    zone = history.settings.zone
    return ForecastPointOut(
        timestamp=start.astimezone(zone),
        end=end.astimezone(zone),
        value=_figure(point.mean, history),
        label=label_of(point.unit, history),
    )


def _bounds(level: float, bounds: list[tuple[float, float]], history: MetricHistory) -> BoundsOut:
    return BoundsOut(
        level=level,
        upper=[_figure(upper, history) for _, upper in bounds],
        lower=[_figure(lower, history) for lower, _ in bounds],
    )


def _backtest(backtest: Backtest) -> BacktestOut:
    return BacktestOut(
        origins=backtest.origins,
        smape=_share(backtest.smape),
        mase=_share(backtest.mase),
        coverage_80=_share(backtest.coverage_80),
        coverage_95=_share(backtest.coverage_95),
    )


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, _SHARE_DECIMALS)


def _figure(value: float | None, history: MetricHistory) -> Decimal | None:
    if value is None:
        return None
    metric = history.request.metric
    return figure_out(metric, figure(metric, value, history.currency), history.currency)
