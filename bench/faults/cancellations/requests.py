"""The requests of tenants to the use cases and ports, each of which knows its right answer."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bench.faults.cancellations.acceptances import Acceptances, Parcel
from bench.faults.cancellations.known_letters import KnownLetters
from bench.faults.cancellations.known_tenant import DAY, KnownTenant
from olympus.composition import Container
from olympus.domain.tenant import TenantSettings
from olympus.use_cases.build_dashboard import DashboardRequest


@dataclass(frozen=True, slots=True)
class Request:
    """Something to ask; the answer to `ask` is whether the service's was right."""

    kind: str
    ask: Callable[[], Awaitable[bool]]


class Requests:
    """Draws requests of all kinds and tenants."""

    def __init__(
        self,
        container: Container,
        tenants: Sequence[KnownTenant],
        letters: KnownLetters,
        acceptances: Acceptances,
        chance: random.Random,
    ) -> None:
        self._container = container
        self._tenants = tenants
        self._letters = letters
        self._acceptances = acceptances
        self._chance = chance

    def draw(self) -> Request:
        """Any request, of any tenant."""
        tenant = self._chance.choice(self._tenants)
        match self._chance.choice(("dashboard", "settings", "letters", "acceptance")):
            case "dashboard" as kind:
                return Request(kind, lambda: self.dashboard(tenant))
            case "settings" as kind:
                return Request(kind, lambda: self.settings(tenant))
            case "letters" as kind:
                number, limit = self._chance.randrange(len(self._letters.ids)), self._chance.randint(1, 20)
                return Request(kind, lambda: self._page(number, limit))
            case kind:
                parcel = self._acceptances.parcel(tenant)
                return Request(kind, lambda: self._acceptance(parcel))

    async def dashboard(self, tenant: KnownTenant) -> bool:
        dashboard = await self._container.build_dashboard()(tenant.tenant_id, DashboardRequest(DAY))
        return (
            dashboard.tenant_id == tenant.tenant_id
            and dashboard.settings == tenant.settings
            and dashboard.readings["revenue"].value == tenant.revenue
            and [best.product_id for best in dashboard.best_sellers] == [tenant.dish]
        )

    async def settings(self, tenant: KnownTenant) -> bool:
        settings: TenantSettings = await self._container.tenants().settings(tenant.tenant_id)
        return settings == tenant.settings

    async def _acceptance(self, parcel: Parcel) -> bool:
        receipt = await self._container.accept_events()(parcel.bodies)
        self._acceptances.answer_came(parcel)
        return parcel.is_receipt(
            accepted=receipt.accepted, duplicates=receipt.duplicates, rejected=len(receipt.rejected)
        )

    async def _page(self, number: int, limit: int) -> bool:
        page = await self._container.dead_letters().page(limit=limit, after=self._letters.ids[number])
        return [letter.letter_id for letter in page] == self._letters.after(number, limit=limit)
