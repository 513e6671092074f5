"""Recommend what a business should do next, the most valuable first."""

import asyncio
from dataclasses import dataclass

from olympus.domain.actions.action import RecommendedAction
from olympus.domain.actions.proposing import recommended
from olympus.domain.actions.request import ActionsRequest
from olympus.domain.actions.trade import Trade
from olympus.domain.tenant import TenantId
from olympus.use_cases.gather_trade import GatherTrade


@dataclass(frozen=True, slots=True)
class RecommendedActions:
    """The actions in their order, how many there were before a limit, and the trade on which they rest."""

    request: ActionsRequest
    actions: tuple[RecommendedAction, ...]
    found: int
    trade: Trade


class RecommendActions:
    """Gathers the trade, lets every rule look at it, and ranks what they propose."""

    def __init__(self, gather_trade: GatherTrade) -> None:
        self._gather_trade = gather_trade

    async def __call__(self, tenant_id: TenantId, request: ActionsRequest) -> RecommendedActions:
        """The recommendations. Raises OlympusError for what cannot be asked, SourceUnavailable for an outage."""
        trade = await self._gather_trade(tenant_id, request)
        # in a thread: many baskets have very many pairs
        actions = await asyncio.to_thread(recommended, trade, request.policy)
        return RecommendedActions(request, tuple(actions[: request.limit]), len(actions), trade)
