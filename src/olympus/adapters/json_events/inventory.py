"""The payload about stock, as it is sent."""

from decimal import Decimal

from olympus.adapters.json_events.numbers import exact, first_exact
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import MetricsIn, Surroundings
from olympus.adapters.json_events.texts import FreeText, Identifier, identifier, missing, required
from olympus.domain.events.payloads import InventoryUpdated


class InventoryUpdatedIn(PayloadIn, gc=False):
    """`inventory.updated` and its kin on the wire."""

    product_id: Identifier = None
    sku: Identifier = None
    name: FreeText = None
    quantity: Decimal | None = None
    new_quantity: Decimal | None = None
    current_quantity: Decimal | None = None
    current_stock: Decimal | None = None
    quantity_change: Decimal | None = None
    reorder_point: Decimal | None = None
    threshold: Decimal | None = None

    def to_domain(self, around: Surroundings) -> InventoryUpdated:
        product_id = required(self.product_id, "product_id")
        quantity = _either(_counted(self), _counted(around.metrics))
        change = _either(exact(self.quantity_change, "quantity_change"), around.metrics.quantity_change)
        if quantity is None and around.out_of_stock:
            quantity = Decimal(0)
        if quantity is None and change is None:
            raise missing("quantity", "new_quantity", "current_quantity", "current_stock", "quantity_change")
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
