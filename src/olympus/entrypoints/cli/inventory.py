"""`olympus inventory`: a product's demand and when to reorder it, in the terminal."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.replenishment.inventory_forecast import InventoryForecast


async def inventory(
    product: str,
    *,
    tenant: Annotated[str, Parameter(help="Whose product.")],
    location: Annotated[str | None, Parameter(help="Only this location.")] = None,
    lead_time_days: Annotated[int, Parameter(help="Days from an order to its arrival.")] = 7,
    service_level: Annotated[float, Parameter(help="The probability that stock lasts until then.")] = 0.95,
    review_days: Annotated[int, Parameter(help="Days from one time of ordering to the next.")] = 7,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
) -> None:
    """Forecast a product's demand, and say when and how much of it to reorder."""
    from olympus.domain.replenishment.policy import ReplenishmentPolicy
    from olympus.domain.tenant import parse_tenant_id
    from olympus.use_cases.forecast_inventory import InventoryRequest

    tenant_id = parse_tenant_id(tenant)
    policy = ReplenishmentPolicy(lead_time_days, service_level, review_days)
    request = InventoryRequest(product, location, policy)
    async with reached() as container:
        told = await container.forecast_inventory()(tenant_id, request)
    if json:
        from olympus.entrypoints.http.exact_json import exact_json
        from olympus.entrypoints.http.inventory_out import inventory_forecast_out

        print(exact_json(inventory_forecast_out(told)).decode())
        return
    Console(highlight=False).print(rendered(told))


def rendered(told: "InventoryForecast") -> RenderableType:
    """What to order and when, what that rests on, and the demand day by day."""
    parts: list[RenderableType] = [
        Text.assemble((told.name or told.product_id, "bold"), "  ", (_advice(told), "bold cyan")),
        *(Text(note, style="yellow") for note in told.notes),
        _figures(told),
        _demand(told),
    ]
    return Group(*parts)


def _advice(told: "InventoryForecast") -> str:
    plan = told.plan
    if plan.reorder_date is None:
        return "nothing to order"
    return f"order {plan.reorder_quantity:,f} on {plan.reorder_date:%a} {_day(plan.reorder_date)}"


def _figures(told: "InventoryForecast") -> Table:
    plan = told.plan
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("in stock", _quantity(plan.on_hand))
    table.add_row(f"demand in {told.policy.lead_time_days} days of a delivery", f"{plan.demand_in_lead_time:,.1f}")
    table.add_row(f"safety stock for {told.policy.service_level:g}", f"{plan.safety_stock:,.1f}")
    table.add_row("reorder point", f"{plan.reorder_point:,.1f}")
    table.add_row("lasts, in days", "–" if plan.days_of_cover is None else f"{plan.days_of_cover:,.1f}")
    table.add_row("confidence, 0 to 1", f"{told.confidence:.2f}")
    return table


def _demand(told: "InventoryForecast") -> Table:
    table = Table(caption="80 % of what happens lies between the bounds", caption_justify="left")
    table.add_column("day")
    for name in ("demand", "lower", "upper"):
        table.add_column(name, justify="right")
    for each in told.demand.days:
        bounds = (f"{number:,.1f}" for number in (each.expected, each.lower, each.upper))
        table.add_row(f"{each.day:%a} {_day(each.day)}", *bounds)
    return table


def _day(when: date) -> str:
    return f"{when.day} {when:%b}"


def _quantity(quantity: Decimal | None) -> str:
    return "not known" if quantity is None else f"{quantity:,f}"
