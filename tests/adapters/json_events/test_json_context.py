from typing import Any

import pytest

from olympus.domain.events.rejection import RejectionReason
from tests.adapters.json_events.messages import Content, cloud_event, decode, native, rejection, versioned

ORDER: Content = {"order_id": "o-1", "total": "42.50"}


@pytest.mark.parametrize(
    "said",
    [
        {"context": {"source": "till"}},
        {"context": {"source_service": "till"}},
        {"metadata": {"source": "till"}},
        {"metadata": {"source_service": "till"}},
        {"source": "till"},
        {"context": {"source": ""}, "metadata": {"source_service": "till"}, "source": "other"},
    ],
)
def test_the_source_is_said_in_context_metadata_or_by_cloud_events(said: Content) -> None:
    assert decode(native(**said)).source == "till"


@pytest.mark.parametrize("field", ["request_id", "correlation_id"])
@pytest.mark.parametrize("place", ["context", "metadata"])
def test_requests_and_correlations_are_said_in_context_or_metadata(field: str, place: str) -> None:
    assert getattr(decode(native() | {place: {field: "r-1"}}), field) == "r-1"
    assert getattr(decode(native() | {place: {field: 17}}), field) == "17"
    assert getattr(decode(native() | {place: {field: ""}}), field) is None


def test_the_user_is_said_at_the_top_then_in_metadata_then_in_context() -> None:
    everywhere: Content = {"user_id": "a", "metadata": {"user_id": "b"}, "context": {"user_id": "c"}}

    assert decode(native(**everywhere)).user_id == "a"
    assert decode(native(**everywhere | {"user_id": ""})).user_id == "b"
    assert decode(native(**everywhere | {"user_id": None, "metadata": None})).user_id == "c"
    assert decode(native(**everywhere | {"user_id": 0})).user_id == "0"
    assert decode(native()).user_id is None


def test_the_location_is_said_at_the_top_then_in_the_payload_then_in_the_business_context() -> None:
    context = {"business_context": {"location_id": "c"}}

    assert (
        decode(native(payload=ORDER | {"location_id": "b"}, location_id="a", context=context)).location_id == "a"
    )
    assert decode(native(payload=ORDER | {"location_id": "b"}, context=context)).location_id == "b"
    assert decode(native("product.viewed", {"location_id": "b"}, context=context)).location_id == "b"
    assert decode(native("payment.failed", {"payment_id": 1, "amount": 1, "location_id": 5})).location_id == "5"
    assert decode(native(context=context)).location_id == "c"
    assert decode(native()).location_id is None


def test_what_is_read_of_the_context_must_be_of_its_type() -> None:
    for said, field in (
        ({"context": "checkout"}, "context"),
        ({"metadata": []}, "metadata"),
        ({"context": {"request_id": {}}}, "context.request_id"),
        ({"metadata": {"user_id": True}}, "metadata.user_id"),
        ({"context": {"business_context": 5}}, "context.business_context"),
        ({"user_id": "x" * 257}, "user_id"),
        ({"location_id": 1.5}, "location_id"),
        ({"source": 5}, "source"),
    ):
        refused = rejection(native(**said))
        assert (refused.reason, refused.field) == (RejectionReason.WRONG_TYPE, field)


def test_what_is_not_read_of_the_context_may_be_anything() -> None:
    anything: Any = {"ip_address": 5, "client_info": [{}], "custom_metadata": "x", "fiscal_period": None}
    message = versioned("order.created", ORDER)
    message["context"] |= anything
    message["context"]["business_context"] |= {"business_date": 5}

    assert decode(message).request_id == "r-1"


def test_a_long_source_is_still_a_source() -> None:
    source = "https://olympus.example/" + "x" * 1000

    assert decode(cloud_event("order.created", ORDER) | {"source": source}).source == source
