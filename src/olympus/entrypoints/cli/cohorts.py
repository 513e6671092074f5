"""`olympus cohorts`: who came back, in the terminal."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.customers.cohorts import Cohort, CohortPeriod, CohortTable


async def cohorts(
    tenant: str,
    *,
    granularity: Annotated[str, Parameter(help="day, week or month.")] = "month",
    periods: Annotated[int, Parameter(help="In how many periods a cohort is followed.")] = 12,
    start: Annotated[str | None, Parameter(help="The first cohort is that of this date.")] = None,
    end: Annotated[str | None, Parameter(help="The last cohort is that of this date.")] = None,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
) -> None:
    """Show how many of the customers who joined together came back, and what they are worth."""
    from olympus.domain.customers.cohort_request import CohortRequest
    from olympus.domain.tenant import parse_tenant_id

    tenant_id, request = parse_tenant_id(tenant), CohortRequest(granularity, periods, start, end)
    async with reached() as container:
        told = await container.follow_cohorts()(tenant_id, request)
    if json:
        from olympus.entrypoints.http.cohorts_out import cohorts_out
        from olympus.entrypoints.http.exact_json import exact_json

        print(exact_json(cohorts_out(told)).decode())
        return
    Console(highlight=False).print(rendered(told))


def rendered(told: "CohortTable") -> RenderableType:
    """A row a cohort, a column a period; a running period has a `~`."""
    parts: list[RenderableType] = [
        Text.assemble((told.tenant_id, "bold"), "  ", (f"cohorts by {told.granularity}", "bold cyan")),
        *(Text(note, style="yellow") for note in told.notes),
    ]
    if told.cohorts:
        parts.append(_table(told))
    return Group(*parts)


def _table(told: "CohortTable") -> Table:
    columns = max(len(cohort.periods) for cohort in told.cohorts)
    table = Table(caption="part of the cohort that ordered in the period; ~ running", caption_justify="left")
    table.add_column("joined")
    table.add_column("customers", justify="right")
    table.add_column(f"worth {told.currency or ''}".strip(), justify="right")
    for index in range(columns):
        table.add_column(str(index), justify="right")
    for cohort in told.cohorts:
        table.add_row(*_row(cohort))
    rates = (f"{rate:.0%}" for rate in told.average_retention)
    customers = sum(cohort.size for cohort in told.cohorts)
    table.add_section()
    table.add_row("all", f"{customers:,}", f"{told.lifetime_value:,.2f}", *rates, style="bold")
    return table


def _row(cohort: "Cohort") -> list[str]:
    worth = f"{cohort.lifetime_value:,.2f}"
    return [cohort.name, f"{cohort.size:,}", worth, *(_rate(period) for period in cohort.periods)]


def _rate(period: "CohortPeriod") -> str:
    return f"{'~' if period.partial else ''}{period.retention_rate:.0%}"
