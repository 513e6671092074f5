"""The payload about stock, as it is sent."""

from decimal import Decimal
from typing import Annotated, ClassVar

from olympus.adapters.json_events.field_notes import Need, means, need, same_as
from olympus.adapters.json_events.numbers import exact, first_exact
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import MetricsIn, Surroundings
from olympus.adapters.json_events.texts import FreeText, Identifier, identifier, missing, required
from olympus.domain.events.payloads import InventoryUpdated

_COUNTS = ("quantity", "new_quantity", "current_quantity", "current_stock")
_STOCK = need(
    *_COUNTS,
    "quantity_change",
    lent=(*(f"metrics.{count}" for count in _COUNTS), "metrics.quantity_change", "out_of_stock"),
)


class InventoryUpdatedIn(PayloadIn, gc=False):
    """`inventory.updated` and its kin on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (need("product_id"), _STOCK)

    product_id: Annotated[Identifier, means("What is in stock.")] = None
    sku: Annotated[Identifier, means("The stock-keeping unit.")] = None
    name: Annotated[FreeText, means("What the product is called.")] = None
    quantity: Annotated[Decimal | None, means("How much of it there is.")] = None
    new_quantity: Annotated[Decimal | None, same_as("quantity")] = None
    current_quantity: Annotated[Decimal | None, same_as("quantity")] = None
    current_stock: Annotated[Decimal | None, same_as("quantity")] = None
    quantity_change: Annotated[Decimal | None, means("By how much it changed, where it was not counted.")] = None
    reorder_point: Annotated[Decimal | None, means("The quantity at which more should be ordered.")] = None
    threshold: Annotated[Decimal | None, same_as("reorder_point")] = None

    def to_domain(self, around: Surroundings) -> InventoryUpdated:
        product_id = required(self.product_id, "product_id")
        quantity = _either(_counted(self), _counted(around.metrics))
        change = _either(exact(self.quantity_change, "quantity_change"), around.metrics.quantity_change)
        if quantity is None and around.out_of_stock:
            quantity = Decimal(0)
        if quantity is None and change is None:
            raise missing(*_STOCK.names)
        return InventoryUpdated(
            product_id,
            identifier(self.location_id) or around.location_id,
            identifier(self.sku),
            self.name or None,
            quantity,
            change,
            _either(_reorder_point(self), _reorder_point(around.metrics)),
        )


def _counted(sent: InventoryUpdatedIn | MetricsIn) -> Decimal | None:
    return first_exact(
        ("quantity", sent.quantity),
        ("new_quantity", sent.new_quantity),
        ("current_quantity", sent.current_quantity),
        ("current_stock", sent.current_stock),
    )


def _reorder_point(sent: InventoryUpdatedIn | MetricsIn) -> Decimal | None:
    return first_exact(("reorder_point", sent.reorder_point), ("threshold", sent.threshold))


def _either(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return second if first is None else first
