"""`olympus forecast metric` and `olympus forecast accuracy`: a tenant's figures ahead, and how right they were."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from olympus.domain.forecasts.metric_forecast import MetricForecast
    from olympus.use_cases.measure_forecasts import MeasuredForecasts

_console = Console(highlight=False)


async def metric(
    tenant: str,
    metric: str = "revenue",
    *,
    granularity: Annotated[str, Parameter(help="hour, day, week or month.")] = "day",
    periods: Annotated[int, Parameter(help="How many of them, the running one included.")] = 14,
    location: Annotated[str | None, Parameter(help="Only what will happen there.")] = None,
    product: Annotated[str | None, Parameter(help="Only this product.")] = None,
    channel: Annotated[str | None, Parameter(help="Only this channel.")] = None,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
) -> None:
    """Show what a tenant's metric is expected to be, and how sure that is."""
    from olympus.domain.forecasts.forecast_request import forecast_request
    from olympus.domain.metrics.dimension import Dimension
    from olympus.domain.tenant import parse_tenant_id

    chosen = {Dimension.LOCATION: location, Dimension.PRODUCT: product, Dimension.CHANNEL: channel}
    filters = [(dimension, "=", value) for dimension, value in chosen.items() if value]
    tenant_id = parse_tenant_id(tenant)
    request = forecast_request(metric, granularity=granularity, periods=periods, filters=filters)
    async with reached() as container:
        made = await container.forecast_metric()(tenant_id, request)
    if json:
        from olympus.entrypoints.http.exact_json import exact_json
        from olympus.entrypoints.http.forecast_out import forecast_out

        print(exact_json(forecast_out(made)).decode())
        return
    _console.print(rendered(made))


def rendered(made: "MetricForecast") -> RenderableType:
    """The sentence, and a row for each unit."""
    from olympus.domain.forecasts.telling import amount_of, label_of, sentence_of

    history = made.history
    table = Table(caption=_caption(made), caption_justify="left")
    table.add_column(history.request.granularity.value)
    for name in ("expected", "80 % from", "to", "95 % from", "to"):
        table.add_column(name, justify="right")
    for point in made.points:
        values = point.mean, point.lower_80, point.upper_80, point.lower_95, point.upper_95
        table.add_row(label_of(point.unit, history), *(amount_of(each, history) for each in values))
    told = (*made.notes, *made.basis.warnings)
    return Group(Text(sentence_of(made), style="bold"), *(Text(note, style="yellow") for note in told), table)


def _caption(made: "MetricForecast") -> str:
    backtest = made.basis.backtest
    methods = ", ".join(f"{each.method} {each.weight:.0%}" for each in made.basis.components[:3])
    if backtest.smape is None:
        return f"by {methods}; too short a history to say how right it is"
    return f"by {methods}; wrong by {backtest.smape:.1f} % (sMAPE) from {backtest.origins} moments of late"


async def accuracy(tenant: str) -> None:
    """Show how right the forecasts were that were made for a tenant, by now."""
    from olympus.domain.tenant import parse_tenant_id

    tenant_id = parse_tenant_id(tenant)
    async with reached() as container:
        measured = await container.measure_forecasts()(tenant_id)
    if not measured:
        _console.print("No forecast was ever made for this tenant.")
        return
    _console.print(_measured(measured))


def _measured(measured: "Sequence[MeasuredForecasts]") -> Table:
    table = Table(
        caption="of every unit that is over, once for each forecast of it; error: off by, of what happened",
        caption_justify="left",
    )
    table.add_column("forecasts of")
    for name in ("made", "units over", "error", "too high by", "sMAPE", "in 80 %", "in 95 %"):
        table.add_column(name, justify="right")
    for each in measured:
        table.add_row(*_row(each))
    return table


def _row(measured: "MeasuredForecasts") -> list[str]:
    request, found = measured.request, measured.accuracy
    chosen = "".join(f", {each.dimension} {each.values[0]}" for each in request.filters)
    name = f"{request.metric.label} by {request.granularity}{chosen}"
    if found is None:
        return [name, f"{measured.forecasts:,}", "0", *["-"] * 5]
    return [
        name,
        f"{measured.forecasts:,}",
        f"{found.units:,}",
        "-" if found.error is None else f"{found.error:.1%}",
        "-" if found.bias is None else f"{found.bias:+.1%}",
        f"{found.smape:.1f}",
        f"{found.coverage_80:.0%}",
        f"{found.coverage_95:.0%}",
    ]
