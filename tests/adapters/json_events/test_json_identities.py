from typing import Any
from uuid import UUID

import pytest

from olympus.domain.events.rejection import RejectionReason
from tests.adapters.json_events.messages import (
    Content,
    cloud_event,
    decode,
    http_analytics,
    native,
    rejection,
    versioned,
)

ORDER: Content = {"order_id": "o-1", "total": "42.50"}


@pytest.mark.parametrize("key", ["id", "event_id"])
@pytest.mark.parametrize(
    ("sent", "event_id"),
    [("x", "x"), ("ä" * 128, "ä" * 128), (77, "77"), (0, "0"), (-5, "-5"), (10**40, "1" + "0" * 40)],
)
def test_an_id_is_any_text_or_the_digits_of_a_whole_number(key: str, sent: object, event_id: str) -> None:
    assert decode(native(id=None) | {key: sent}).event_id == event_id


@pytest.mark.parametrize("key", ["id", "event_id"])
@pytest.mark.parametrize("sent", ["", "x" * 129, 10**128, 1.5, True, {}, ["x"], "a\0b"])
def test_an_id_that_is_none_is_refused(key: str, sent: Any) -> None:
    refused = rejection(native(id=None) | {key: sent})

    assert (refused.reason, refused.field) == (RejectionReason.BAD_ID, key)


def test_an_id_of_five_thousand_digits_is_refused() -> None:
    message = b'{"id": %s, "name": "order.created", "tenant_id": "cafe"}' % (b"1" * 5000)

    assert rejection(message).reason is RejectionReason.BAD_ID


def test_of_two_ids_the_first_holds() -> None:
    assert decode(native(id="a", event_id="b")).event_id == "a"


def test_an_event_without_an_id_gets_one_from_its_content() -> None:
    message = native(id=None)

    assert UUID(decode(message).event_id).version == 5
    assert decode(message).event_id == decode(dict(reversed(message.items()))).event_id


@pytest.mark.parametrize(
    "other",
    [
        {"name": "order.updated"},
        {"tenant_id": "bakery"},
        {"occurred_at": "2026-03-18T17:00:00.000001Z"},
        {"payload": ORDER | {"total": "42.51"}},
        {"payload": ORDER | {"note": "with a field that we do not know"}},
    ],
)
def test_other_content_gives_another_id(other: Content) -> None:
    assert decode(native(id=None) | other).event_id != decode(native(id=None)).event_id


def test_an_id_from_content_does_not_depend_on_how_the_content_is_written() -> None:
    message = '{"name": "%s", "tenant_id": "cafe", "occurred_at": "%s", "payload": %s}'
    plain = decode(message % ("events.order.created", "2026-03-18T17:00:00Z", '{"order_id": "o", "total": 2.50}'))

    for other in (
        message % ("OrderCreated", "2026-03-18T17:00:00Z", '{"order_id": "o", "total": 2.50}'),
        message % ("order.created", "2026-03-18T18:00:00.000+01:00", '{"order_id": "o", "total": 2.50}'),
        message % ("order.created", "2026-03-18T17:00:00Z", '{"total":2.5,"order_id":"\\u006f"}'),
        message % ("order.created", "2026-03-18T17:00:00Z", '{"order_id": "o", "total": 25e-1, "tenant_id": "x"}'),
    ):
        assert decode(other).event_id == plain.event_id


def test_two_users_in_one_instant_are_two_events_also_where_only_the_envelope_tells_them_apart() -> None:
    messages = [http_analytics("page.viewed", {}), http_analytics("user.created", {}), native("user.created", {})]

    for message in messages:
        message.pop("id", None)
        message.pop("event_id", None)
        ids = {decode(message | {"user_id": user}).event_id for user in ("u-1", "u-2", "u-1")}
        assert len(ids) == 2


def test_the_user_that_a_payload_names_tells_events_apart_where_the_envelope_s_is_the_same() -> None:
    ids = set()
    for user in ("u-1", "u-2"):
        message = native("user.created", {"user_id": user}, user_id="admin")
        del message["id"]
        ids.add(decode(message).event_id)

    assert len(ids) == 2


def test_ids_from_content_stay_what_they_were_in_earlier_versions() -> None:
    assert decode(native(id=None)).event_id == "429ba895-bdc4-506c-a81c-aa080d01869b"


@pytest.mark.parametrize("tenant", ["a", "cafe", "A.b_c-9", "7f9c1f52-1b1b-4d1e-9a87-6f1f0a1b2c3d", "x" * 64])
def test_a_tenant_is_said_in_one_of_four_places(tenant: str) -> None:
    in_business_context = versioned("order.created", ORDER)
    in_business_context["context"]["business_context"]["tenant_id"] = tenant

    for message in (
        native(tenant_id=tenant),
        native(tenant_id=None, payload=ORDER | {"tenant_id": tenant}),
        native("product.viewed", tenant_id=None, payload={"tenant_id": tenant}),
        native(tenant_id="", payload=ORDER | {"tenant_id": tenant}),
        cloud_event("order.created", ORDER) | {"tenantid": tenant},
        in_business_context,
        versioned("order.created", ORDER | {"tenant_id": tenant}) | {"context": None},
    ):
        assert decode(message).tenant_id == tenant


def test_what_the_envelope_says_of_the_tenant_comes_first() -> None:
    assert decode(native(payload=ORDER | {"tenant_id": "bakery"})).tenant_id == "cafe"


@pytest.mark.parametrize("tenant", [None, ""])
def test_an_event_without_a_tenant_is_refused(tenant: object) -> None:
    for message in (
        native(tenant_id=tenant),
        native(tenant_id=None, payload=ORDER | {"tenant_id": tenant}),
        native("product.viewed", [1], tenant_id=tenant),
        versioned("order.created", ORDER) | {"context": {"business_context": None}},
        versioned("order.created", ORDER) | {"context": {}},
    ):
        refused = rejection(message)
        assert (refused.reason, refused.field) == (RejectionReason.NO_TENANT, "tenant_id")


@pytest.mark.parametrize("tenant", ["a b", "x" * 65, "café", "cafe\n", "a/b", "a\0b", 5, True, {}, ["cafe"]])
def test_a_malformed_tenant_is_no_tenant_and_the_detail_says_why(tenant: Any) -> None:
    business_context = {"business_context": {"tenant_id": tenant}}

    for message, field in (
        (native(tenant_id=tenant), "tenant_id"),
        (native(tenant_id=None, tenantid=tenant), "tenantid"),
        (native(tenant_id=None, payload=ORDER | {"tenant_id": tenant}), "payload.tenant_id"),
        (native(tenant_id=None, context=business_context), "context.business_context.tenant_id"),
    ):
        refused = rejection(message)
        assert (refused.reason, refused.field) == (RejectionReason.NO_TENANT, field)
        assert "must be" in refused.detail or "cannot be a tenant" in refused.detail


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"name": None}, "name"),
        ({"name": ""}, "name"),
        ({"name": "..."}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"name": 5}, "name"),
        ({"name": None, "event_type": {}}, "event_type"),
        ({"name": None, "type": 5}, "name"),
        ({"name": None, "type": "x" * 129}, "name"),
    ],
)
def test_an_event_without_a_name_is_refused(message: Content, field: str) -> None:
    refused = rejection(native() | message)

    assert (refused.reason, refused.field) == (RejectionReason.NO_NAME, field)


def test_an_empty_name_leaves_the_word_to_another_key() -> None:
    assert decode(native(event_type="order.created") | {"name": ""}).name == "order.created"
