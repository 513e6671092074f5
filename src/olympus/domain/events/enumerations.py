"""Words from short lists (channels, methods, statuses): one spelling of each, whoever sends it."""

from olympus.domain.events.spelling import lower_snake

ORDER_SOURCES = ("web", "mobile", "api", "pos", "phone", "in_person")
PAYMENT_METHODS = (
    "credit_card",
    "debit_card",
    "cash",
    "check",
    "paypal",
    "apple_pay",
    "google_pay",
    "bank_transfer",
    "other",
)
STATUSES = (
    "pending",
    "processing",
    "completed",
    "failed",
    "cancelled",
    "refunded",
    "partial_refund",
)
LOGIN_METHODS = ("password", "oauth", "api_key", "device", "magic_link")

_BY_LETTERS = {
    word.replace("_", ""): word
    for words in (ORDER_SOURCES, PAYMENT_METHODS, STATUSES, LOGIN_METHODS)
    for word in words
} | {"canceled": "cancelled"}


def one_spelling(word: str) -> str:
    """The one form of a word: lower snake case, and the agreed form of the words that everybody uses.

    The agreed ones are known by their letters alone, because no rule on capitals and gaps makes
    `PayPal`, `paypal` and `pay_pal` equal. A word that is in no list is kept: lists grow.
    """
    snake = lower_snake(word)
    return _BY_LETTERS.get(snake.replace("_", ""), snake)
