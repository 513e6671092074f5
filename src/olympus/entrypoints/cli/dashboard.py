"""`olympus dashboard`: a tenant's figures in the terminal, once or as they change."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.figures import amount, change
from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.dashboard import Dashboard
    from olympus.domain.query.answer import Reading

_TILES = (
    "revenue", "orders", "average_order_value", "units_sold", "customers", "active_users", "refunds",
    "inventory_warnings",
)  # fmt: skip
_BARS = " ▁▂▃▄▅▆▇█"
_TILE_WIDTH = 26
_TIMES = "%a %-d %b %Y %H:%M"


async def dashboard(
    tenant: str,
    *,
    timeframe: Annotated[
        str | None, Parameter(help="A name such as last_7_days, or ISO such as 2026-W12.")
    ] = None,
    start: Annotated[str | None, Parameter(help="First day (or instant) of a timeframe of your own.")] = None,
    end: Annotated[str | None, Parameter(help="Its last day (or the instant before which it ends).")] = None,
    compare: Annotated[
        str, Parameter(help="previous_period, previous_year, previous_year_weekdays or none.")
    ] = "previous_period",
    location: Annotated[str | None, Parameter(help="One location alone.")] = None,
    time_zone: Annotated[str | None, Parameter(help="Read days in this time zone.")] = None,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
    live: Annotated[bool, Parameter(help="Go on showing it as it changes, until Ctrl-C.", negative="")] = False,
) -> None:
    """Show a tenant's dashboard: figures with their change, a chart, best sellers, and what stands out."""
    from olympus.domain.tenant import parse_tenant_id
    from olympus.entrypoints.cli.live_dashboard import show_live
    from olympus.use_cases.build_dashboard import DashboardRequest

    tenant_id = parse_tenant_id(tenant)
    request = DashboardRequest(
        timeframe=timeframe or (None if start or end else "this_week"),
        start=start,
        end=end,
        compare=compare,
        location_id=location,
        time_zone=time_zone,
    )
    async with reached() as container:
        if live:
            await show_live(container, tenant_id, request, Console(highlight=False))
            return
        built = await container.build_dashboard()(tenant_id, request)
    if json:
        from olympus.entrypoints.http.dashboard_out import dashboard_out
        from olympus.entrypoints.http.exact_json import exact_json

        print(exact_json(dashboard_out(built)).decode())
        return
    Console(highlight=False).print(rendered(built))


def rendered(dashboard: "Dashboard") -> RenderableType:
    """The whole dashboard, for a terminal of any width."""
    parts: list[RenderableType] = [_header(dashboard)]
    if dashboard.events_until is None:
        parts.append(Text("No events in this timeframe.", style="yellow"))
    tiles = [_tile(dashboard.readings[name]) for name in _TILES]
    parts.append(Columns(tiles, width=_TILE_WIDTH, padding=(0, 1)))
    parts.extend(_chart(dashboard))
    if dashboard.best_sellers:
        parts.append(_best_sellers(dashboard))
    parts.extend(_insights(dashboard))
    return Group(*parts)


def _header(dashboard: "Dashboard") -> Text:
    zone = dashboard.settings.zone
    header = Text.assemble(
        (dashboard.tenant_id, "bold"), "  ", (dashboard.timeframe.name.replace("_", " "), "bold cyan"), "\n"
    )
    start, end = dashboard.timeframe.interval.start, dashboard.timeframe.interval.end
    if start and end:
        header.append(f"{_local(start, zone)} until {_local(end, zone)}, {dashboard.settings.time_zone}\n", "dim")
    if dashboard.compared and dashboard.compared.earlier.start and dashboard.compared.earlier.end:
        earlier = dashboard.compared.earlier
        since, until = _local(earlier.start, zone), _local(earlier.end, zone)  # type: ignore[arg-type]
        partial = " (the same elapsed part)" if dashboard.compared.partial else ""
        header.append(f"compared with {since} until {until}{partial}\n", "dim")
    if dashboard.location_id:
        header.append(f"location {dashboard.location_id}\n", "dim")
    last = f", last event {_local(dashboard.events_until, zone)}" if dashboard.events_until else ""
    header.append(f"as of {_local(dashboard.as_of, zone)}{last}\n", "dim")
    return header


def _tile(reading: "Reading") -> Panel:
    value = Text(amount(reading), style="bold")
    return Panel(Group(value, change(reading)), title=reading.metric.label, title_align="left", padding=(0, 1))


def _chart(dashboard: "Dashboard") -> list[RenderableType]:
    if len(dashboard.series) < 2:
        return []
    zone = dashboard.settings.zone
    rows = []
    for name in ("revenue", "orders"):
        values = [point.values.get(name) or Decimal(0) for point in dashboard.series]
        label = dashboard.readings[name].metric.label
        rows.append(
            Text.assemble((f"{label:<8} ", "bold"), (_spark(values), "cyan"), f"  highest {max(values):,f}")
        )
    first, last = dashboard.series[0].bucket.start, dashboard.series[-1].bucket.start
    assert first is not None, "buckets are bounded"  # noqa: S101
    assert last is not None, "buckets are bounded"  # noqa: S101
    span = f"each bar one {dashboard.granularity}, {_local(first, zone)} to {_local(last, zone)}"
    return [*rows, Text(f"{span}\n", style="dim")]


def _spark(values: Sequence[Decimal]) -> str:
    """A bar a value, the highest one full; what is negative has none."""
    highest = max(values)
    if highest <= 0:
        return _BARS[0] * len(values)
    steps = len(_BARS) - 1
    return "".join(_BARS[max(0, min(steps, round(value / highest * steps)))] for value in values)


def _best_sellers(dashboard: "Dashboard") -> Table:
    table = Table(title="Best sellers", title_justify="left", title_style="bold", expand=False)
    table.add_column("product")
    table.add_column("sold", justify="right")
    table.add_column(f"sales {dashboard.currency or ''}".strip(), justify="right")
    for each in dashboard.best_sellers[:5]:
        table.add_row(each.name or each.product_id, f"{each.quantity:,f}", f"{each.amount:,.2f}")
    return table


def _insights(dashboard: "Dashboard") -> list[RenderableType]:
    return [
        Text.assemble("• ", (insight.title, "bold"), f": {insight.description} {insight.action}")
        for insight in dashboard.insights
    ]


def _local(instant: datetime, zone: object) -> str:
    return instant.astimezone(zone).strftime(_TIMES)  # type: ignore[arg-type]
