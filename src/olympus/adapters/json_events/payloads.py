"""Which struct reads the payload of which event."""

from msgspec.json import Decoder

from olympus.adapters.json_events.inventory import InventoryUpdatedIn
from olympus.adapters.json_events.orders import (
    OrderCancelledIn,
    OrderCreatedIn,
    OrderFulfilledIn,
    OrderUpdatedIn,
)
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.payments import PaymentFailedIn, PaymentProcessedIn, PaymentRefundedIn
from olympus.adapters.json_events.users import UserCreatedIn, UserLoggedInIn
from olympus.domain.events.names import EventName

PAYLOAD_STRUCTS: dict[EventName, type[PayloadIn]] = {
    EventName.USER_LOGGED_IN: UserLoggedInIn,
    EventName.USER_CREATED: UserCreatedIn,
    EventName.ORDER_CREATED: OrderCreatedIn,
    EventName.ORDER_UPDATED: OrderUpdatedIn,
    EventName.ORDER_CANCELLED: OrderCancelledIn,
    EventName.ORDER_FULFILLED: OrderFulfilledIn,
    EventName.PAYMENT_PROCESSED: PaymentProcessedIn,
    EventName.PAYMENT_FAILED: PaymentFailedIn,
    EventName.PAYMENT_REFUNDED: PaymentRefundedIn,
    EventName.INVENTORY_UPDATED: InventoryUpdatedIn,
}

PAYLOAD_DECODERS: dict[EventName, Decoder[PayloadIn]] = {
    name: Decoder(PAYLOAD_STRUCTS[name]) for name in EventName
}
"""One for each modelled name; a name without its struct fails here, at the start."""
