"""`olympus segments`: who the customers are, in the terminal."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.customers.segments import Segmentation


async def segments(
    tenant: str, *, json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False
) -> None:
    """Show a tenant's customers by how recently, how often and for how much they order."""
    from olympus.domain.tenant import parse_tenant_id

    tenant_id = parse_tenant_id(tenant)
    async with reached() as container:
        told = await container.segment_customers()(tenant_id)
    if json:
        from olympus.entrypoints.http.exact_json import exact_json
        from olympus.entrypoints.http.segments_out import segments_out

        print(exact_json(segments_out(told)).decode())
        return
    Console(highlight=False).print(rendered(told))


def rendered(told: "Segmentation") -> RenderableType:
    """A row a segment, and what has to be known before believing it."""
    parts: list[RenderableType] = [
        Text.assemble((told.tenant_id, "bold"), "  ", ("customers by segment", "bold cyan")),
        *(Text(note, style="yellow") for note in told.notes),
    ]
    if told.segments:
        parts.append(_table(told))
    return Group(*parts)


def _table(told: "Segmentation") -> Table:
    caption = "last, orders, each: of the typical customer, the median; last in days"
    table = Table(caption=caption, caption_justify="left")
    table.add_column("segment")
    for name in ("customers", "share", f"value {told.currency or ''}".strip(), "share", "last", "orders", "each"):
        table.add_column(name, justify="right")
    for each in told.segments:
        table.add_row(
            each.segment.label,
            f"{each.customers:,}",
            _share(told.percentage_of(each)),
            f"{each.value:,.2f}",
            _share(told.value_percentage_of(each)),
            f"{each.typical_days:,}",
            f"{each.typical_orders:,}",
            f"{each.typical_value:,.2f}",
        )
    table.add_section()
    table.add_row("all", f"{told.customers:,}", "", f"{told.value:,.2f}", style="bold")
    return table


def _share(percentage: Decimal | None) -> str:
    return "–" if percentage is None else f"{percentage:.1f} %"
