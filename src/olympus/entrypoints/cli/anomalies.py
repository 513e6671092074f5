"""`olympus anomalies`: what was not as expected, in the terminal."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.use_cases.find_anomalies import FoundAnomalies


async def anomalies(
    *,
    tenant: str,
    metric: Annotated[str | None, Parameter(help="Only this metric.")] = None,
    timeframe: Annotated[str, Parameter(help="When.")] = "last_30_days",
    severity: Annotated[str | None, Parameter(help="Only from this on: low, medium, high, critical.")] = None,
    limit: Annotated[int, Parameter(help="How many at most.")] = 20,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
) -> None:
    """Show the hours and days on which a figure was not as it was to be expected, and why."""
    from olympus.domain.tenant import parse_tenant_id
    from olympus.use_cases.find_anomalies import AnomalyRequest

    request = AnomalyRequest(metric=metric, timeframe=timeframe, severity=severity, limit=limit)
    async with reached() as container:
        found = await container.find_anomalies()(parse_tenant_id(tenant), request)
    if json:
        from olympus.entrypoints.http.anomalies_out import anomalies_out
        from olympus.entrypoints.http.exact_json import exact_json

        print(exact_json(anomalies_out(found)).decode())
        return
    Console(highlight=False).print(rendered(found))


def rendered(found: "FoundAnomalies") -> RenderableType:
    """A row an anomaly, the latest first."""
    head = Text.assemble((found.tenant_id, "bold"), "  ", (found.timeframe.name, "bold cyan"))
    if not found.anomalies:
        return Group(head, Text("Everything is as it was to be expected."))
    table = Table()
    for name in ("at", "metric", "where", "value", "expected", "from", "to", "severity", "because"):
        table.add_column(name, justify="right" if name in {"value", "expected", "from", "to"} else "left")
    for each in found.anomalies:
        at = each.place.unit.bounds[0].astimezone(found.settings.zone)
        numbers = (f"{number:,.2f}" for number in (each.value, each.expected, each.lower, each.upper))
        because = ", ".join(f"{part.label} {part.contribution:+,.2f}" for part in each.explained_by[:2])
        where = each.place.location or "everywhere"
        table.add_row(f"{at:%Y-%m-%d %H:%M}", each.place.metric, where, *numbers, each.severity, because)
    return Group(head, table)
