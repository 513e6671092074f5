"""What an event is called: one canonical name for every spelling that producers use."""

import re
from enum import StrEnum

from olympus.domain.events.spelling import lower_snake


class EventName(StrEnum):
    """The modelled names. Every other name is kept as an event and moves no figure."""

    USER_LOGGED_IN = "user.logged_in"
    USER_CREATED = "user.created"
    ORDER_CREATED = "order.created"
    ORDER_UPDATED = "order.updated"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_FULFILLED = "order.fulfilled"
    PAYMENT_PROCESSED = "payment.processed"
    PAYMENT_FAILED = "payment.failed"
    PAYMENT_REFUNDED = "payment.refunded"
    INVENTORY_UPDATED = "inventory.updated"


OUT_OF_STOCK = "inventory.out_of_stock"
"""A name of `inventory.updated` that says the quantity itself: nothing is left."""

ALSO_SENT_AS: dict[EventName, tuple[str, ...]] = {
    EventName.USER_CREATED: ("user.registered", "customer_registered"),
    EventName.ORDER_UPDATED: ("order.status_changed",),
    EventName.ORDER_CANCELLED: ("order.canceled",),
    EventName.INVENTORY_UPDATED: (
        "inventory.adjusted",
        "inventory.restocked",
        "inventory.low_stock",
        OUT_OF_STOCK,
        "low_stock_alert",
    ),
}
"""Other names of the same thing, beside the spellings that `spoken_words` makes equal anyway."""

_PARTS = re.compile(r"[.:]+")
_PREFIX = "events"


def spoken_words(name: str) -> str:
    """The words of a name in lower snake case: `events:order:created`, `OrderCreated` → `order_created`."""
    return "_".join(_parts(name))


def modelled_name(name: str) -> EventName | None:
    """The modelled name that `name` spells, also behind a service's name (`commerce.order.created`).

    A service is set off by a dot or a colon: a `PurchaseOrderCreated` is no order of a customer.
    """
    return _BY_WORDS.get(_modelled_words(name))


def says_out_of_stock(name: str) -> bool:
    """Whether `name` alone says that nothing is left, as `inventory.out_of_stock` does."""
    return _modelled_words(name) == spoken_words(OUT_OF_STOCK)


def canonical_name(name: str) -> str:
    """The one name under which an event is kept; a name that is not modelled as `thing.what_happened`.

    Empty if `name` holds no word at all.
    """
    if found := modelled_name(name):
        return found.value
    dotted = ".".join(_parts(name))
    if "." in dotted or "_" not in dotted:
        return dotted
    split = dotted.replace("_", ".", 1)
    # The purchase of a `purchase_order_created` must not come to look like a service in front of an order.
    return dotted if modelled_name(split) else split


def _parts(name: str) -> list[str]:
    """What dots and colons set apart, each in lower snake case, without the prefix of the channels."""
    parts = [words for part in _PARTS.split(name) if (words := lower_snake(part))]
    while len(parts) > 1 and parts[0] == _PREFIX:
        del parts[0]
    while len(parts) == 1 and parts[0].startswith(f"{_PREFIX}_"):
        parts[0] = parts[0].removeprefix(f"{_PREFIX}_")
    return parts


def _modelled_words(name: str) -> str:
    """The words of `name`, without those of a service in front of words that are modelled."""
    words, parts = spoken_words(name), _parts(name)
    without_service = "_".join(parts[1:])
    return without_service if words not in _BY_WORDS and without_service in _BY_WORDS else words


_BY_WORDS: dict[str, EventName] = {
    spoken_words(spelling): name for name in EventName for spelling in (name.value, *ALSO_SENT_AS.get(name, ()))
}
