"""What the figures of a tenant must be, kept by hand: whole numbers of minor units, from what we know we sent.

Nothing of the service's own arithmetic is used here. Who tells a story (see `stories`) knows how it ends, so
an order is booked once, with its end: nothing has to be found, taken back or put in order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bench.chaos.moments import Month, month_of
from bench.chaos.stock import Shelf

MONEY = frozenset({"order_value", "item_sales", "gross_payments", "refunds", "revenue"})
"""The figures that are kept in minor units; all others are numbers of things."""

ADDITIVE = (
    *sorted(MONEY),
    *("orders", "orders_placed", "cancelled_orders", "units_sold", "payments", "payment_failures", "refund_count"),
    *("logins", "new_users"),
)
"""The figures that add up over months and places, by their names in the catalogue."""


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a product in an order, and what they come to."""

    product: str
    quantity: int
    amount: int


@dataclass
class Books:
    """One tenant's. `place` None is everywhere; `month` None is all time."""

    tenant: str
    currency: str
    digits: int
    months: set[Month] = field(default_factory=set)
    shelf: Shelf = field(default_factory=Shelf)
    _sums: Counter[tuple[str, Month | None, str | None]] = field(default_factory=Counter)
    _sold: defaultdict[Month | None, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _earned: defaultdict[Month | None, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _users: defaultdict[Month | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    _customers: defaultdict[Month | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    def order(self, at: datetime, place: str, customer: str, lines: Iterable[Line], total: int) -> None:
        """An order that nobody cancelled."""
        for line in lines:
            self._add("units_sold", at, place, line.quantity)
            self._add("item_sales", at, place, line.amount)
            for month in (month_of(at), None):
                self._sold[month][line.product] += line.quantity
                self._earned[month][line.product] += line.amount
        self._add("orders_placed", at, place)
        self._add("orders", at, place)
        self._add("order_value", at, place, total)
        self._meet(self._customers, at, customer)

    def voided_order(self, at: datetime, place: str) -> None:
        """An order that was cancelled, before or after: it was placed, and nothing else counts."""
        self._add("orders_placed", at, place)

    def cancellation(self, at: datetime, place: str | None) -> None:
        self._add("cancelled_orders", at, place)

    def payment(self, at: datetime, place: str, amount: int) -> None:
        self._add("payments", at, place)
        self._add("gross_payments", at, place, amount)
        self._add("revenue", at, place, amount)

    def refund(self, at: datetime, place: str, amount: int) -> None:
        self._add("refund_count", at, place)
        self._add("refunds", at, place, amount)
        self._add("revenue", at, place, -amount)

    def failure(self, at: datetime, place: str) -> None:
        self._add("payment_failures", at, place)

    def login(self, at: datetime, user: str) -> None:
        self._add("logins", at, None)
        self._meet(self._users, at, user)

    def new_user(self, at: datetime) -> None:
        self._add("new_users", at, None)

    def total(self, figure: str, month: Month | None, place: str | None) -> int:
        """An additive figure."""
        return self._sums[figure, month, place]

    def people(self, month: Month | None) -> dict[str, int]:
        """Figures of different people, by their names in the catalogue."""
        return {
            "active_users": len(self._users[month]),
            "customers": len(self._customers[month]),
            "new_customers": len(self._customers[month] - self._customers_before(month)),
        }

    def products(self, month: Month | None) -> dict[str, tuple[int, int]]:
        """Units and minor units of each product that sold."""
        return {product: (sold, self._earned[month][product]) for product, sold in self._sold[month].items()}

    def _customers_before(self, month: Month | None) -> set[str]:
        return set().union(*(self._customers[each] for each in self.months if month is not None and each < month))

    def _add(self, figure: str, at: datetime, place: str | None, amount: int = 1) -> None:
        month = month_of(at)
        self.months.add(month)
        for where in {place, None}:
            self._sums[figure, month, where] += amount
            self._sums[figure, None, where] += amount

    @staticmethod
    def _meet(people: defaultdict[Month | None, set[str]], at: datetime, person: str) -> None:
        people[month_of(at)].add(person)
        people[None].add(person)
