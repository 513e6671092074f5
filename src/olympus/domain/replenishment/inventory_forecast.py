"""What is known of a product's stock and demand, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from olympus.domain.errors import OlympusError, quoted
from olympus.domain.replenishment.demand import Demand
from olympus.domain.replenishment.plan import ReorderPlan
from olympus.domain.replenishment.policy import ReplenishmentPolicy
from olympus.domain.tenant import TenantId, TenantSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryForecast:
    """The forecast of one product, at one location or at all of them together.

    `demand` has the days that are shown, `plan.on_hand` the stock as of now, None where it was never counted.
    `confidence` is from 0 to 1.
    """

    tenant_id: TenantId
    settings: TenantSettings
    product_id: str
    name: str | None
    location_id: str | None
    policy: ReplenishmentPolicy
    demand: Demand
    plan: ReorderPlan
    confidence: float
    as_of: datetime
    notes: tuple[str, ...]


class UnknownProduct(OlympusError):
    """A product of which the tenant has neither sales nor stock."""

    code = "NOT_FOUND"

    def __init__(self, product_id: str) -> None:
        super().__init__(
            f"There is no product {quoted(product_id)}: none was ever sold, counted or named.", field="product_id"
        )


class InvalidProduct(OlympusError):
    """An id that no product can have."""

    def __init__(self) -> None:
        super().__init__("A product's id has 1 to 256 characters, and no NUL among them.", field="product_id")


def check_product_id(product_id: str) -> None:
    """Raises InvalidProduct."""
    if "\0" in product_id or not 1 <= len(product_id) <= 256:
        raise InvalidProduct
