import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.events.names import (
    ALSO_SENT_AS,
    EventName,
    canonical_name,
    modelled_name,
    says_out_of_stock,
    spoken_words,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "events.order.created",
        "order.created",
        "order_created",
        "OrderCreated",
        "commerce.order.created",
        "events:order:created",
        "events.commerce.order.created",
        "commerce.OrderCreated",
        "commerce:order_created",
        "events.order.OrderCreated",
        "orderCreated",
        "ORDER_CREATED",
        "Order Created",
        "order-created",
        "Events.Order.Created",
        "events_order_created",
        " order.created ",
        "order..created",
    ],
)
def test_every_spelling_of_a_name_is_the_one_name(spelling: str) -> None:
    assert modelled_name(spelling) is EventName.ORDER_CREATED
    assert canonical_name(spelling) == "order.created"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("user.logged_in", EventName.USER_LOGGED_IN),
        ("UserLoggedIn", EventName.USER_LOGGED_IN),
        ("user.created", EventName.USER_CREATED),
        ("user.registered", EventName.USER_CREATED),
        ("UserRegistered", EventName.USER_CREATED),
        ("customer_registered", EventName.USER_CREATED),
        ("OrderStatusChanged", EventName.ORDER_UPDATED),
        ("order.updated", EventName.ORDER_UPDATED),
        ("order.cancelled", EventName.ORDER_CANCELLED),
        ("OrderCanceled", EventName.ORDER_CANCELLED),
        ("order.fulfilled", EventName.ORDER_FULFILLED),
        ("PaymentProcessed", EventName.PAYMENT_PROCESSED),
        ("payment_failed", EventName.PAYMENT_FAILED),
        ("events:payment:refunded", EventName.PAYMENT_REFUNDED),
        ("inventory.updated", EventName.INVENTORY_UPDATED),
        ("inventory.adjusted", EventName.INVENTORY_UPDATED),
        ("InventoryAdjusted", EventName.INVENTORY_UPDATED),
        ("inventory.restocked", EventName.INVENTORY_UPDATED),
        ("inventory.low_stock", EventName.INVENTORY_UPDATED),
        ("events:inventory:low_stock", EventName.INVENTORY_UPDATED),
        ("inventory.out_of_stock", EventName.INVENTORY_UPDATED),
        ("LowStockAlert", EventName.INVENTORY_UPDATED),
        ("events.inventory.LowStockAlert", EventName.INVENTORY_UPDATED),
    ],
)
def test_the_contract_s_other_names_are_modelled(spelling: str, name: EventName) -> None:
    assert modelled_name(spelling) is name


@pytest.mark.parametrize("name", EventName)
def test_a_modelled_name_is_its_own_canonical_name_in_all_styles(name: EventName) -> None:
    thing, happened = name.value.split(".")
    camel = "".join(word.capitalize() for word in f"{thing}_{happened}".split("_"))

    for spelling in (name.value, f"events.{name}", f"events:{thing}:{happened}", f"{thing}_{happened}", camel):
        assert modelled_name(spelling) is name
        assert canonical_name(spelling) == name.value


@pytest.mark.parametrize("name", ALSO_SENT_AS)
def test_other_names_are_known_behind_a_service_too(name: EventName) -> None:
    for other in ALSO_SENT_AS[name]:
        assert modelled_name(f"commerce.{other}") is name


@pytest.mark.parametrize(
    "name",
    [
        "PurchaseOrderCreated",
        "purchase_order.created",
        "pre_order_created",
        "WorkOrderUpdated",
        "a.b.order.created",
    ],
)
def test_a_name_that_merely_ends_like_a_modelled_one_is_another_thing(name: str) -> None:
    assert modelled_name(name) is None
    assert modelled_name(canonical_name(name)) is None


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("product.viewed", "product.viewed"),
        ("ProductViewed", "product.viewed"),
        ("product_viewed", "product.viewed"),
        ("events:product:viewed", "product.viewed"),
        ("Events.product.viewed", "product.viewed"),
        ("TenantCreated", "tenant.created"),
        ("UserLoggedOut", "user.logged_out"),
        ("commerce.ProductViewed", "commerce.product_viewed"),
        ("heartbeat", "heartbeat"),
        ("events", "events"),
        ("заказ.создан", "заказ.создан"),
    ],
)
def test_a_name_that_is_not_modelled_becomes_thing_and_what_happened(spelling: str, canonical: str) -> None:
    assert modelled_name(spelling) is None
    assert canonical_name(spelling) == canonical


@pytest.mark.parametrize("nothing", ["", " ", "...", ":.:", "_", "-_ "])
def test_a_name_without_a_word_is_no_name(nothing: str) -> None:
    assert canonical_name(nothing) == ""
    assert modelled_name(nothing) is None


@given(st.text(max_size=40) | st.from_regex(r"(events[._:]?|Order|Created|[a-zA-Z._: -]){1,8}", fullmatch=True))
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    canonical = canonical_name(name)

    assert canonical_name(canonical) == canonical
    assert modelled_name(canonical) == modelled_name(name)


@pytest.mark.parametrize(
    "name", ["inventory.out_of_stock", "InventoryOutOfStock", "commerce.inventory.out_of_stock"]
)
def test_out_of_stock_is_heard_in_every_spelling(name: str) -> None:
    assert says_out_of_stock(name)


@pytest.mark.parametrize("name", ["inventory.updated", "inventory.low_stock", "order.created", "", "out_of_stock"])
def test_no_other_name_says_out_of_stock(name: str) -> None:
    assert not says_out_of_stock(name)


def test_the_words_of_a_name_are_its_lower_snake_case() -> None:
    assert spoken_words("events:order:created") == "order_created"
    assert spoken_words("OrderStatusChanged") == "order_status_changed"
