from decimal import Decimal
from typing import Any

import pytest

from olympus.domain.events.payloads import (
    InventoryUpdated,
    OrderCancelled,
    OrderCreated,
    OrderUpdated,
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
    UserCreated,
    UserLoggedIn,
)
from olympus.domain.events.rejection import EventRejected, RejectionReason
from tests.adapters.json_events.messages import Content, decode, http_analytics, native, rejection

ORDER: Content = {"order_id": "o-1", "total": "42.50"}
PAYMENT: Content = {"payment_id": "pay-1", "order_id": "o-1", "amount": "9.99"}
STOCK: Content = {"product_id": "p-1", "quantity": 4}
ITEM: Content = {"product_id": "p-1", "quantity": 2}


def without(content: Content, *keys: str) -> Content:
    return {key: value for key, value in content.items() if key not in keys}


SYNONYMS: list[tuple[str, Content, str, str, Any]] = [
    ("order.created", ORDER, "total", "total_amount", "42.50"),
    ("order.created", ORDER, "customer_id", "user_id", "c-1"),
    ("order.created", ORDER, "channel", "order_source", "POS"),
    ("order.updated", ORDER, "status", "new_status", "Paid"),
    ("order.updated", ORDER, "previous_status", "old_status", "Pending"),
    ("order.cancelled", ORDER, "reason", "cancellation_reason", "too late"),
    ("payment.processed", PAYMENT, "method", "payment_method", "CreditCard"),
    ("payment.failed", PAYMENT, "method", "payment_method", "CreditCard"),
    ("payment.refunded", PAYMENT, "method", "payment_method", "CreditCard"),
    ("payment.refunded", PAYMENT, "amount", "refund_amount", 5),
    ("payment.refunded", PAYMENT, "reason", "refund_reason", "cold"),
    ("user.created", {"user_id": "u"}, "registration_method", "registration_source", "web"),
    ("inventory.updated", STOCK, "quantity", "new_quantity", 7),
    ("inventory.updated", STOCK, "quantity", "current_quantity", 7),
    ("inventory.updated", STOCK, "quantity", "current_stock", 7),
    ("inventory.updated", STOCK, "reorder_point", "threshold", 7),
]


@pytest.mark.parametrize(
    ("name", "rest", "field", "synonym", "value"), SYNONYMS, ids=[f"{s[0]} {s[3]}" for s in SYNONYMS]
)
def test_a_synonym_says_what_the_first_name_says(
    name: str, rest: Content, field: str, synonym: str, value: object
) -> None:
    rest = without(rest, field)
    first = decode(native(name, rest | {field: value}))

    for others in ({synonym: value}, {field: None, synonym: value}):
        other = decode(native(name, rest | others))
        assert other.payload == first.payload
        assert other.meaning == first.meaning
    assert decode(native(name, rest | {field: value, synonym: None})).payload == first.payload


def test_where_two_synonyms_differ_the_first_of_the_contract_holds() -> None:
    event = decode(native(payload=ORDER | {"total_amount": 1, "channel": "web", "order_source": "pos"}))

    assert event.payload == OrderCreated("o-1", Decimal("42.50"), channel="web")


def test_the_total_of_an_item_is_what_it_says_or_its_price_times_its_quantity_or_nothing() -> None:
    items = [
        ITEM | {"total": "30", "unit_price": 16},
        ITEM | {"total_price": "31", "unit_price": 16},
        ITEM | {"unit_price": "16.05"},
        ITEM | {"unit_price": "0.333", "quantity": "0.125"},
        ITEM,
    ]
    payload = decode(native(payload=ORDER | {"items": items})).payload

    assert isinstance(payload, OrderCreated)
    assert [item.total for item in payload.items] == [30, 31, Decimal("32.10"), Decimal("0.041625"), 0]


@pytest.mark.parametrize("items", [None, []])
def test_an_order_may_have_no_items(items: object) -> None:
    assert decode(native(payload=ORDER | {"items": items})).payload == OrderCreated("o-1", Decimal("42.50"))


REQUIRED = [
    ("user.logged_in", {"user_id": "u"}, "user_id"),
    ("user.created", {"user_id": "u"}, "user_id"),
    ("order.created", ORDER, "order_id"),
    ("order.created", ORDER, "total"),
    ("order.updated", ORDER, "order_id"),
    ("order.cancelled", ORDER, "order_id"),
    ("order.fulfilled", ORDER, "order_id"),
    ("payment.processed", PAYMENT, "payment_id"),
    ("payment.processed", PAYMENT, "order_id"),
    ("payment.processed", PAYMENT, "amount"),
    ("payment.failed", PAYMENT, "payment_id"),
    ("payment.failed", PAYMENT, "amount"),
    ("payment.refunded", PAYMENT, "payment_id"),
    ("payment.refunded", PAYMENT, "amount"),
    ("inventory.updated", STOCK, "product_id"),
    ("inventory.updated", STOCK, "quantity"),
    ("inventory.low_stock", STOCK, "quantity"),
]


@pytest.mark.parametrize(("name", "payload", "field"), REQUIRED, ids=[f"{r[0]} {r[2]}" for r in REQUIRED])
def test_a_required_field_must_be_there(name: str, payload: Content, field: str) -> None:
    for lacking in (without(payload, field), payload | {field: None}):
        refused = rejection(native(name, lacking))
        assert (refused.reason, refused.field) == (RejectionReason.MISSING_FIELD, f"payload.{field}")
        assert f"`payload.{field}`" in refused.detail
        assert refused.detail.endswith("is required")


@pytest.mark.parametrize("field", ["product_id", "quantity"])
def test_a_required_field_of_an_item_is_named_with_its_place(field: str) -> None:
    refused = rejection(native(payload=ORDER | {"items": [ITEM, without(ITEM, field)]}))

    assert (refused.reason, refused.field) == (RejectionReason.MISSING_FIELD, f"payload.items[1].{field}")


def test_a_field_is_named_by_the_key_under_which_its_payload_stands() -> None:
    refused = rejection(http_analytics("order.fulfilled", {}))

    assert refused.field == "properties.order_id"


def test_an_event_without_a_payload_lacks_its_first_required_field() -> None:
    message = native()
    del message["payload"]

    for payload in ({}, {"payload": None}):
        refused = rejection(message | payload)
        assert (refused.reason, refused.field) == (RejectionReason.MISSING_FIELD, "payload.order_id")


@pytest.mark.parametrize("payload", [[], "text", 5, True, [{"order_id": "o-1"}]])
def test_a_payload_of_a_modelled_event_is_an_object(payload: object) -> None:
    refused = rejection(native(payload=payload))

    assert (refused.reason, refused.field) == (RejectionReason.WRONG_TYPE, "payload")
    assert "an object" in refused.detail


WRONG: list[tuple[str, Content, str]] = [
    ("order.created", ORDER | {"order_id": {}}, "order_id"),
    ("order.created", ORDER | {"order_id": True}, "order_id"),
    ("order.created", ORDER | {"order_id": 1.5}, "order_id"),
    ("order.created", ORDER | {"order_id": "x" * 257}, "order_id"),
    ("order.created", ORDER | {"customer_id": []}, "customer_id"),
    ("order.created", ORDER | {"channel": 5}, "channel"),
    ("order.created", ORDER | {"channel": "x" * 65}, "channel"),
    ("order.created", ORDER | {"items": {}}, "items"),
    ("order.created", ORDER | {"items": [ITEM, None]}, "items[1]"),
    ("order.created", ORDER | {"items": [ITEM, ITEM | {"quantity": "two"}]}, "items[1].quantity"),
    ("order.created", ORDER | {"items": [ITEM | {"name": 5}]}, "items[0].name"),
    ("order.created", ORDER | {"items": [ITEM | {"category": "x" * 257}]}, "items[0].category"),
    ("order.created", ORDER | {"currency": 978}, "currency"),
    ("order.created", ORDER | {"currency": "EURO"}, "currency"),
    ("order.created", ORDER | {"currency": "E1R"}, "currency"),
    ("order.created", ORDER | {"currency": "ÄÖÜ"}, "currency"),
    ("user.logged_in", {"user_id": "u", "location": "Rome"}, "location"),
    ("user.logged_in", {"user_id": "u", "location": {"city": 5}}, "location.city"),
    ("payment.processed", PAYMENT | {"status": "Lost"}, "status"),
    ("payment.processed", PAYMENT | {"status": 5}, "status"),
    ("product.viewed", {"location_id": {}}, "location_id"),
]


@pytest.mark.parametrize(
    ("name", "payload", "field"), WRONG, ids=[f"{w[0]} {w[2]} {n}" for n, w in enumerate(WRONG)]
)
def test_a_field_must_be_of_its_type(name: str, payload: Content, field: str) -> None:
    refused = rejection(native(name, payload))

    assert (refused.reason, refused.field) == (RejectionReason.WRONG_TYPE, f"payload.{field}")
    assert refused.detail.startswith(f"`payload.{field}` must be ")


def test_an_identifier_may_be_a_whole_number() -> None:
    payload = {"order_id": 17, "customer_id": 0, "location_id": -3, "order_number": 10**30, "total": 1}

    assert decode(native(payload=payload)).payload == OrderCreated(
        "17", Decimal(1), None, "0", "-3", None, "1" + "0" * 30
    )
    assert decode(native(payload=payload)).meaning == decode(native(payload=payload | {"order_id": "17"})).meaning


def test_an_identifier_of_256_characters_is_not_too_long() -> None:
    order_id = "ä" * 256

    assert decode(native(payload=ORDER | {"order_id": order_id})).payload == OrderCreated(
        order_id, Decimal("42.5")
    )


@pytest.mark.parametrize("field", ["order_id", "customer_id", "location_id"])
def test_an_identifier_of_256_characters_of_four_bytes_is_too_long_for_an_index(field: str) -> None:
    with pytest.raises(EventRejected, match="512 bytes"):
        decode(native(payload=ORDER | {field: "🍕" * 256}))


def test_free_text_may_be_long() -> None:
    reason = "because " * 1000

    assert decode(native("order.cancelled", ORDER | {"reason": reason})).payload == OrderCancelled("o-1", reason)


def test_empty_texts_say_nothing() -> None:
    empty = dict.fromkeys(("customer_id", "user_id", "location_id", "channel", "order_number", "currency"), "")

    assert decode(native(payload=ORDER | empty)).payload == OrderCreated("o-1", Decimal("42.50"))
    assert rejection(native(payload=ORDER | {"order_id": ""})).reason is RejectionReason.MISSING_FIELD
    assert decode(native("user.logged_in", {"user_id": "u", "login_method": " ", "session_id": ""})).payload == (
        UserLoggedIn("u")
    )


@pytest.mark.parametrize("currency", ["eur", "EUR", "Eur"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    payload = decode(native("payment.failed", PAYMENT | {"currency": currency})).payload

    assert payload == PaymentFailed("pay-1", Decimal("9.99"), "o-1", "EUR")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (None, PaymentStatus.COMPLETED),
        ("", PaymentStatus.COMPLETED),
        ("Completed", PaymentStatus.COMPLETED),
        ("completed", PaymentStatus.COMPLETED),
        ("FAILED", PaymentStatus.FAILED),
        ("Cancelled", PaymentStatus.CANCELLED),
        ("canceled", PaymentStatus.CANCELLED),
        ("Pending", PaymentStatus.PENDING),
        ("Processing", PaymentStatus.PROCESSING),
        ("Refunded", PaymentStatus.REFUNDED),
        ("PartialRefund", PaymentStatus.PARTIAL_REFUND),
        ("partial refund", PaymentStatus.PARTIAL_REFUND),
    ],
)
def test_a_payment_has_the_status_that_was_sent_or_is_completed(sent: str | None, status: PaymentStatus) -> None:
    event = decode(native("payment.processed", PAYMENT | {"status": sent}))

    assert event.payload == PaymentProcessed("pay-1", "o-1", Decimal("9.99"), status=status)


@pytest.mark.parametrize("status", ["Cancelled", "canceled", "Refunded"])
def test_a_status_that_ends_the_order_stays_an_update_that_says_so(status: str) -> None:
    event = decode(native(payload={"order_id": "o-1", "new_status": status}) | {"name": "OrderStatusChanged"})

    assert event.name == "order.updated"
    assert isinstance(event.payload, OrderUpdated)
    assert event.payload.ends_the_order


def test_out_of_stock_without_a_count_means_that_nothing_is_left() -> None:
    left = {"product_id": "p-1"}

    for name in ("inventory.out_of_stock", "InventoryOutOfStock"):
        for said in ({}, {"quantity": None}, {"threshold": 5}):
            payload = decode(native(name, left | said)).payload
            assert isinstance(payload, InventoryUpdated)
            assert payload.quantity == 0
    assert decode(native("inventory.out_of_stock", left)).meaning == (
        decode(native("inventory.updated", left | {"quantity": 0})).meaning
    )


def test_out_of_stock_with_a_count_means_the_count() -> None:
    payload = decode(native("inventory.out_of_stock", {"product_id": "p-1", "current_stock": -2})).payload

    assert payload == InventoryUpdated("p-1", quantity=Decimal(-2))


def test_stock_may_move_without_being_counted() -> None:
    moved = {"product_id": "p-1", "quantity_change": "-3"}

    assert decode(native("InventoryAdjusted", moved)).payload == (
        InventoryUpdated("p-1", quantity_change=Decimal(-3))
    )
    assert decode(native("inventory.adjusted", moved | {"new_quantity": 7})).payload == (
        InventoryUpdated("p-1", quantity=Decimal(7), quantity_change=Decimal(-3))
    )


@pytest.mark.parametrize("count", ["current_quantity", "current_stock"])
def test_an_alert_tells_the_count_and_the_threshold(count: str) -> None:
    event = decode(native(payload={"product_id": "p-1", count: 3, "threshold": 10}) | {"name": "LowStockAlert"})

    assert event.payload == InventoryUpdated("p-1", quantity=Decimal(3), reorder_point=Decimal(10))


def test_zero_is_a_count() -> None:
    payload = {"product_id": "p-1", "quantity": 0, "current_stock": 5}

    assert decode(native("inventory.updated", payload)).payload == InventoryUpdated("p-1", quantity=Decimal(0))


METRICS: list[tuple[str, Content, Content, object]] = [
    ("order_created", {"order_id": "o"}, {"order_total": 100.0}, OrderCreated("o", Decimal(100))),
    ("order_cancelled", {"order_id": "o"}, {"refund_amount": 5}, OrderCancelled("o", None, Decimal(5))),
    ("payment_failed", {"payment_id": "p"}, {"amount": 9.5}, PaymentFailed("p", Decimal("9.5"))),
    ("payment_refunded", {"payment_id": "p"}, {"refund_amount": 9.5}, PaymentRefunded("p", Decimal("9.5"))),
    (
        "inventory_updated",
        {"product_id": "p"},
        {"current_stock": 3, "threshold": 4},
        InventoryUpdated("p", quantity=Decimal(3), reorder_point=Decimal(4)),
    ),
    (
        "inventory_adjusted",
        {"product_id": "p"},
        {"quantity_change": -1},
        InventoryUpdated("p", quantity_change=Decimal(-1)),
    ),
]


@pytest.mark.parametrize(("name", "properties", "metrics", "payload"), METRICS, ids=[m[0] for m in METRICS])
def test_the_numbers_of_an_analytics_event_may_stand_in_its_metrics(
    name: str, properties: Content, metrics: Content, payload: object
) -> None:
    assert decode(analytics(name, properties, metrics)).payload == payload


def analytics(name: str, properties: Content, metrics: object) -> Content:
    return http_analytics("any.name", properties) | {"event_type": name, "metrics": metrics}


def test_a_number_among_the_properties_comes_before_one_in_the_metrics() -> None:
    event = decode(analytics("order_created", ORDER, {"order_total": 1}))

    assert event.payload == OrderCreated("o-1", Decimal("42.50"))


@pytest.mark.parametrize(
    ("metrics", "reason", "field"),
    [
        ({"order_total": "much"}, RejectionReason.WRONG_TYPE, "metrics.order_total"),
        ({"order_total": "NaN"}, RejectionReason.BAD_MONEY, "metrics.order_total"),
        ({}, RejectionReason.MISSING_FIELD, "properties.total"),
        ([], RejectionReason.WRONG_TYPE, "metrics"),
    ],
)
def test_a_bad_metric_is_named_where_it_stands(metrics: object, reason: RejectionReason, field: str) -> None:
    refused = rejection(analytics("order_created", {"order_id": "o"}, metrics))

    assert (refused.reason, refused.field) == (reason, field)


def test_the_user_of_an_envelope_is_the_user_of_a_user_event_that_names_none() -> None:
    for message in (
        native("user.created", {}, user_id="u-1"),
        native("user.created", {}, context={"user_id": "u-1"}),
        native("user.created", {}, metadata={"user_id": "u-1"}),
        http_analytics("user.created", {}) | {"user_id": "u-1", "properties": None},
    ):
        assert decode(message).payload == UserCreated("u-1")
    assert decode(native("user.created", {"user_id": "u-2"}, user_id="u-1")).payload == UserCreated("u-2")


def test_the_user_of_an_envelope_is_the_customer_of_an_analytics_order_alone() -> None:
    analytics_order = http_analytics("order.created", ORDER) | {"user_id": "u-1"}

    assert decode(analytics_order).payload == OrderCreated("o-1", Decimal("42.50"), customer_id="u-1")
    # Elsewhere it is who caused the event: perhaps the waiter.
    assert decode(native(user_id="u-1")).payload == OrderCreated("o-1", Decimal("42.50"))


def test_a_user_in_the_metadata_is_no_customer_of_anybody() -> None:
    analytics_order = http_analytics("order.created", ORDER) | {"metadata": {"user_id": "u-1"}}

    assert decode(analytics_order).payload == OrderCreated("o-1", Decimal("42.50"))


@pytest.mark.parametrize("keys", [{"properties": None}, {"metrics": None}, {"properties": {"order_id": "o-2"}}])
def test_keys_of_an_analytics_event_that_say_nothing_make_no_analytics_event(keys: Content) -> None:
    event = decode(native(user_id="u-1", location_id="loc-1") | keys)

    assert event.payload == OrderCreated("o-1", Decimal("42.50"))


def test_an_analytics_event_may_say_that_nothing_is_left() -> None:
    event = decode(analytics("inventory_out_of_stock", {"product_id": "p-1"}, {}))

    assert event.payload == InventoryUpdated("p-1", quantity=Decimal(0))


def test_the_location_of_an_analytics_event_is_that_of_its_order() -> None:
    analytics_order = http_analytics("order.created", ORDER) | {"location_id": "loc-1"}
    elsewhere = decode(native(location_id="loc-1"))

    assert decode(analytics_order).payload == OrderCreated("o-1", Decimal("42.50"), location_id="loc-1")
    assert elsewhere.payload == OrderCreated("o-1", Decimal("42.50"))
    assert elsewhere.location_id == "loc-1"


def test_a_name_that_is_not_modelled_keeps_any_payload() -> None:
    for payload in ({"anything": [1, {}]}, {}, [1], "text", 5, None):
        event = decode(native("product.viewed", payload if payload is not None else {}))
        assert (event.name, event.payload) == ("product.viewed", None)
