"""Recommendations and inventory forecasts as ready answers: forecasting takes long enough to do it but once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from olympus.domain.actions.request import ActionsRequest
from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.actions_out import actions_out
from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.http.inventory_out import inventory_forecast_out
from olympus.ports.clock import Clock
from olympus.use_cases.answer_shelf import Answer, Question
from olympus.use_cases.forecast_inventory import ForecastInventory, InventoryRequest
from olympus.use_cases.fresh_answers import FreshAnswers, WorkedOut, question_about
from olympus.use_cases.freshness import FRESH, Freshness
from olympus.use_cases.recommend_actions import RecommendActions

HOLDS = timedelta(minutes=5)
"""How long an answer is given again while nothing new is recorded: what to do today does not turn in minutes."""


class ActionAnswers:
    """The same bytes for everyone who asks for the same, until the tenant's data change."""

    def __init__(
        self, answers: FreshAnswers, actions: RecommendActions, inventory: ForecastInventory, clock: Clock
    ) -> None:
        self._answers = answers
        self._actions = actions
        self._inventory = inventory
        self._clock = clock

    async def actions(
        self, tenant_id: TenantId, request: ActionsRequest, freshness: Freshness = FRESH
    ) -> tuple[Question, Answer]:
        """What was asked, and the answer. Raises what RecommendActions raises."""

        async def work() -> Any:
            return actions_out(await self._actions(tenant_id, request))

        return await self._answer(question_about(tenant_id, "actions", repr(request)), work, freshness)

    async def inventory(
        self, tenant_id: TenantId, request: InventoryRequest, freshness: Freshness = FRESH
    ) -> tuple[Question, Answer]:
        """What was asked, and the answer. Raises what ForecastInventory raises."""

        async def work() -> Any:
            return inventory_forecast_out(await self._inventory(tenant_id, request))

        return await self._answer(question_about(tenant_id, "inventory", repr(request)), work, freshness)

    async def _answer(
        self, question: Question, work: Callable[[], Awaitable[Any]], freshness: Freshness
    ) -> tuple[Question, Answer]:
        async def worked_out() -> WorkedOut:
            until = self._clock.now() + HOLDS
            return WorkedOut(exact_json(await work()), until)

        return question, await self._answers(question, worked_out, freshness)
