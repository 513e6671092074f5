"""What the in-memory event store writes and the in-memory figure source reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Contribution, contributions
from olympus.domain.facts.fact import Fact, StockFact
from olympus.domain.facts.from_events import statements_of
from olympus.domain.tenant import TenantId


@dataclass(frozen=True, slots=True)
class Account:
    """What the events of a tenant come to; contributions in the order of time."""

    facts: list[Fact]
    contributions: list[Contribution]
    stock_facts: list[StockFact]
    product_names: dict[str, str]
    """The name that each product was last called by, by day; of two on one day the greater."""

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Account":
        stated = [(event, statements_of(event)) for event in events]
        facts = [each.fact for _, each in stated if each.fact]
        named = sorted(
            (event.occurred_at.date(), name, product_id)
            for event, each in stated
            for product_id, name in each.product_names
        )
        return cls(
            facts=facts,
            contributions=sorted(contributions(facts), key=lambda each: each.at),
            stock_facts=[each.stock for _, each in stated if each.stock],
            product_names={product_id: name for _, name, product_id in named},
        )


class TenantLedger:
    """The events of one tenant; its account is made anew after each change."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self._account: Account | None = None

    def add(self, event: Event) -> None:
        self.events[event.event_id] = event
        self._account = None

    @property
    def account(self) -> Account:
        if self._account is None:
            self._account = Account.of(self.events.values())
        return self._account


class Ledger:
    """The events of every tenant. Nothing is kept when the process ends."""

    def __init__(self) -> None:
        self._tenants: defaultdict[TenantId, TenantLedger] = defaultdict(TenantLedger)
        self.log: list[Event] = []
        """In the order of recording."""

    def add(self, event: Event) -> None:
        self.of(event.tenant_id).add(event)
        self.log.append(event)

    def of(self, tenant_id: TenantId) -> TenantLedger:
        return self._tenants[tenant_id]

    def is_empty(self) -> bool:
        return not any(tenant.events for tenant in self._tenants.values())
