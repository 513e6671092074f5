import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.events.enumerations import (
    LOGIN_METHODS,
    ORDER_SOURCES,
    PAYMENT_METHODS,
    STATUSES,
    one_spelling,
)
from olympus.domain.events.payloads import PaymentStatus


@pytest.mark.parametrize(
    "word", ["CreditCard", "credit_card", "credit card", "Credit-Card", "CREDIT_CARD", "creditcard"]
)
def test_all_spellings_of_a_word_are_one(word: str) -> None:
    assert one_spelling(word) == "credit_card"


@pytest.mark.parametrize(
    ("rust", "word"),
    [
        *[("Web", "web"), ("Mobile", "mobile"), ("Api", "api"), ("POS", "pos"), ("Phone", "phone")],
        *[("InPerson", "in_person"), ("DebitCard", "debit_card"), ("Cash", "cash"), ("Check", "check")],
        *[("PayPal", "paypal"), ("ApplePay", "apple_pay"), ("GooglePay", "google_pay")],
        *[("BankTransfer", "bank_transfer"), ("Other", "other"), ("Pending", "pending")],
        *[("Processing", "processing"), ("Completed", "completed"), ("Failed", "failed")],
        *[("Cancelled", "cancelled"), ("Refunded", "refunded"), ("PartialRefund", "partial_refund")],
        *[("Password", "password"), ("OAuth", "oauth"), ("ApiKey", "api_key"), ("Device", "device")],
        ("MagicLink", "magic_link"),
    ],
)
def test_the_enumerations_of_the_rust_services_have_one_spelling(rust: str, word: str) -> None:
    assert one_spelling(rust) == word


@pytest.mark.parametrize("word", [*ORDER_SOURCES, *PAYMENT_METHODS, *STATUSES, *LOGIN_METHODS])
def test_an_agreed_word_is_known_in_every_style(word: str) -> None:
    camel = "".join(part.capitalize() for part in word.split("_"))

    for spelling in (
        word,
        camel,
        word.upper(),
        word.replace("_", " "),
        word.replace("_", "-"),
        word.replace("_", ""),
    ):
        assert one_spelling(spelling) == word


@pytest.mark.parametrize("spelling", ["PayPal", "paypal", "pay_pal", "PAYPAL", "Pay Pal", "payPal"])
def test_brands_whose_capitals_are_inside_the_word_are_one_value(spelling: str) -> None:
    assert one_spelling(spelling) == "paypal"


@pytest.mark.parametrize("spelling", ["OAuth", "oauth", "o_auth", "OAUTH"])
def test_oauth_is_one_value(spelling: str) -> None:
    assert one_spelling(spelling) == "oauth"


@pytest.mark.parametrize("spelling", ["canceled", "Canceled", "CANCELED", "cancelled"])
def test_both_spellings_of_cancelled_are_one(spelling: str) -> None:
    assert one_spelling(spelling) == "cancelled"


def test_a_word_of_no_list_is_kept_in_lower_snake_case() -> None:
    assert one_spelling("DineIn") == one_spelling("dine in") == one_spelling("Dine-In") == "dine_in"


def test_the_statuses_are_those_of_a_payment() -> None:
    assert set(STATUSES) == set(PaymentStatus)


@given(st.text(max_size=30))
def test_the_one_spelling_of_a_word_is_its_own_one_spelling(word: str) -> None:
    assert one_spelling(one_spelling(word)) == one_spelling(word)
