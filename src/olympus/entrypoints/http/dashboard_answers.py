"""Dashboards as ready answers: worked out when the data have changed, or time has."""

from olympus.domain.tenant import TenantId
from olympus.entrypoints.http.dashboard_out import dashboard_out
from olympus.entrypoints.http.exact_json import exact_json
from olympus.use_cases.answer_expiry import holds_until
from olympus.use_cases.answer_shelf import Answer, Question
from olympus.use_cases.build_dashboard import BuildDashboard, DashboardRequest
from olympus.use_cases.fresh_answers import FreshAnswers, WorkedOut, question_about
from olympus.use_cases.freshness import FRESH, Freshness


class DashboardAnswers:
    """The same bytes for everyone who asks for the same figures, by whichever address."""

    def __init__(self, answers: FreshAnswers, build: BuildDashboard) -> None:
        self._answers = answers
        self._build = build

    async def __call__(
        self, tenant_id: TenantId, request: DashboardRequest, freshness: Freshness = FRESH
    ) -> tuple[Question, Answer]:
        """What was asked, and the answer, as fresh as is wanted. Raises what BuildDashboard raises."""

        async def work() -> WorkedOut:
            dashboard = await self._build(tenant_id, request)
            until = holds_until(dashboard.timeframe, made_at=dashboard.as_of)
            return WorkedOut(exact_json(dashboard_out(dashboard)), until)

        question = question_about(tenant_id, "dashboard", repr(request))
        return question, await self._answers(question, work, freshness)
