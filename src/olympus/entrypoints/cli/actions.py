"""`olympus actions`: what to do next, in the terminal."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.domain.actions.action import RecommendedAction
    from olympus.use_cases.recommend_actions import RecommendedActions

_STYLES = {"high": "bold red", "medium": "yellow", "low": "dim"}


async def actions(
    *,
    tenant: Annotated[str, Parameter(help="Whose business.")],
    timeframe: Annotated[str | None, Parameter(help="The trade to look at; at least four weeks are.")] = None,
    location: Annotated[str | None, Parameter(help="Only this location.")] = None,
    limit: Annotated[int, Parameter(help="How many at most.")] = 10,
    lead_time_days: Annotated[int, Parameter(help="Days from an order to its arrival.")] = 7,
    service_level: Annotated[float, Parameter(help="The probability that stock lasts until then.")] = 0.95,
    review_days: Annotated[int, Parameter(help="Days from one time of ordering to the next.")] = 7,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
) -> None:
    """Show what a business should do next, why, and what it is worth."""
    from olympus.domain.actions.request import ActionsRequest
    from olympus.domain.replenishment.policy import ReplenishmentPolicy
    from olympus.domain.tenant import parse_tenant_id

    tenant_id = parse_tenant_id(tenant)
    policy = ReplenishmentPolicy(lead_time_days, service_level, review_days)
    request = ActionsRequest(timeframe=timeframe, location_id=location, limit=limit, policy=policy)
    async with reached() as container:
        told = await container.recommend_actions()(tenant_id, request)
    if json:
        from olympus.entrypoints.http.actions_out import actions_out
        from olympus.entrypoints.http.exact_json import exact_json

        print(exact_json(actions_out(told)).decode())
        return
    Console(highlight=False).print(rendered(told))


def rendered(told: "RecommendedActions") -> RenderableType:
    """A paragraph an action, the figures below it, and what has to be known besides."""
    parts: list[RenderableType] = [
        Text.assemble((told.trade.tenant_id, "bold"), "  ", ("what to do next", "bold cyan")),
    ]
    for place, each in enumerate(told.actions, 1):
        parts += ["", *_action(place, each)]
    if len(told.actions) < told.found:
        parts += ["", Text(f"{told.found - len(told.actions)} more: raise --limit.", style="dim")]
    if not told.actions and not told.trade.notes:
        parts.append(Text("Nothing stands out."))
    parts += [Text(note, style="yellow") for note in told.trade.notes]
    return Group(*parts)


def _action(place: int, told: "RecommendedAction") -> list[RenderableType]:
    proposal = told.proposal
    lines = [
        Text.assemble(
            f"{place}. ",
            (f"{told.priority} ", _STYLES[told.priority]),
            (proposal.action, "bold"),
            f" {proposal.impact}",
        ),
        Text(f"   {proposal.rationale}"),
    ]
    if proposal.worth:
        lines.append(Text(f"   Assumed: {proposal.worth.assumption}", style="dim"))
    figures = "; ".join(f"{each.value:,f} {each.context}" for each in proposal.evidence)
    return [*lines, Text(f"   {figures}.", style="dim")]
