"""An action that is recommended: what to do, why, on what figures, and what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b


class Category(StrEnum):
    """Who in the business has to act."""

    INVENTORY = "inventory"
    STAFFING = "staffing"
    MARKETING = "marketing"
    OPERATIONS = "operations"


class Priority(StrEnum):
    """How soon it is worth a person's time, the most pressing first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Rule(StrEnum):
    """What made the recommendation."""

    REORDER = "reorder"
    SLOW_MOVER = "slow_mover"
    PRICE_OFF = "price_off"
    PEAK_HOURS = "peak_hours"
    QUIET_HOURS = "quiet_hours"
    FAILING_PAYMENTS = "failing_payments"
    CUSTOMERS_AT_RISK = "customers_at_risk"
    BUNDLE = "bundle"

    @property
    def category(self) -> Category:
        return _CATEGORIES[self]


_CATEGORIES = {
    Rule.REORDER: Category.INVENTORY,
    Rule.SLOW_MOVER: Category.INVENTORY,
    Rule.PRICE_OFF: Category.MARKETING,
    Rule.PEAK_HOURS: Category.STAFFING,
    Rule.QUIET_HOURS: Category.STAFFING,
    Rule.FAILING_PAYMENTS: Category.OPERATIONS,
    Rule.CUSTOMERS_AT_RISK: Category.MARKETING,
    Rule.BUNDLE: Category.MARKETING,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One of the figures that led to an action; `context` says in words what it is."""

    metric: str
    value: Decimal
    context: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What an action is worth, in money, if the assumption holds."""

    amount: Decimal
    currency: str | None
    assumption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one rule found. `subjects` are what it is about: with the rule they make it the same from day to day.

    `worth` is None where no money is known. An urgent one loses by waiting until next week.
    """

    rule: Rule
    subjects: tuple[str | None, ...]
    action: str
    impact: str
    rationale: str
    evidence: Sequence[Evidence]
    worth: Worth | None
    is_urgent: bool = False
    product_ids: tuple[str, ...] = ()
    customer_ids: tuple[str, ...] = ()
    location_id: str | None = field(default=None)

    @property
    def id(self) -> str:
        """The same for the same rule about the same things."""
        said = "\0".join("" if each is None else f"={each}" for each in (self.location_id, *self.subjects))
        return f"{self.rule.replace('_', '-')}-{blake2b(said.encode(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class RecommendedAction:
    """A proposal in its place among the others."""

    proposal: Proposal
    priority: Priority
