"""The payloads about payments, as they are sent."""

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta

from olympus.adapters.json_events.field_notes import Need, means, need, same_as, spellings
from olympus.adapters.json_events.numbers import exact, first_exact
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import (
    LONGEST_WORD,
    CurrencyText,
    FreeText,
    Identifier,
    Word,
    currency,
    identifier,
    missing,
    required,
    word,
)
from olympus.domain.events.enumerations import PAYMENT_METHODS
from olympus.domain.events.payloads import (
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
)
from olympus.domain.events.rejection import EventRejected, RejectionReason

_PAYMENT = need("payment_id")
_AMOUNT = need("amount", lent=("metrics.amount",))
_REFUNDED_AMOUNT = need("amount", "refund_amount", lent=("metrics.amount", "metrics.refund_amount"))

_Status = Annotated[
    Annotated[str, Meta(max_length=LONGEST_WORD, extra_json_schema={"pattern": spellings(PaymentStatus)})] | None,
    means(
        "How it stands: `completed` when absent; `pending` and `processing` move no figure.",
        examples=PaymentStatus,
    ),
]


class _PaymentIn(PayloadIn, gc=False):
    needs: ClassVar[tuple[Need, ...]] = (_PAYMENT, _AMOUNT)

    payment_id: Annotated[Identifier, means("Which payment.")] = None
    order_id: Annotated[Identifier, means("The order that it is for.")] = None
    amount: Annotated[Decimal | None, means("How much money.")] = None
    currency: CurrencyText = None
    method: Annotated[Word, means("How it was paid.", examples=PAYMENT_METHODS)] = None
    payment_method: Annotated[Word, same_as("method")] = None

    def _method(self) -> str | None:
        return word(self.method) or word(self.payment_method)


class PaymentProcessedIn(_PaymentIn, gc=False):
    """`payment.processed` on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (_PAYMENT, need("order_id"), _AMOUNT)

    status: _Status = None

    def to_domain(self, around: Surroundings) -> PaymentProcessed:
        return PaymentProcessed(
            required(self.payment_id, "payment_id"),
            required(self.order_id, "order_id"),
            _required_amount(_AMOUNT, exact(self.amount, "amount"), around.metrics.amount),
            currency(self.currency),
            self._method(),
            _status(self.status),
        )


class PaymentFailedIn(_PaymentIn, gc=False):
    """`payment.failed` on the wire."""

    failure_reason: Annotated[FreeText, means("Why it did not go through.")] = None

    def to_domain(self, around: Surroundings) -> PaymentFailed:
        return PaymentFailed(
            required(self.payment_id, "payment_id"),
            _required_amount(_AMOUNT, exact(self.amount, "amount"), around.metrics.amount),
            identifier(self.order_id),
            currency(self.currency),
            self._method(),
            self.failure_reason or None,
        )


class PaymentRefundedIn(_PaymentIn, gc=False):
    """`payment.refunded` on the wire."""

    needs: ClassVar[tuple[Need, ...]] = (_PAYMENT, _REFUNDED_AMOUNT)

    refund_amount: Annotated[Decimal | None, same_as("amount")] = None
    reason: Annotated[FreeText, means("Why money went back.")] = None
    refund_reason: Annotated[FreeText, same_as("reason")] = None

    def to_domain(self, around: Surroundings) -> PaymentRefunded:
        metrics = around.metrics
        amount = first_exact(("amount", self.amount), ("refund_amount", self.refund_amount))
        in_metrics = metrics.refund_amount if metrics.amount is None else metrics.amount
        return PaymentRefunded(
            required(self.payment_id, "payment_id"),
            _required_amount(_REFUNDED_AMOUNT, amount, in_metrics),
            identifier(self.order_id),
            currency(self.currency),
            self._method(),
            self.reason or self.refund_reason or None,
        )


def _required_amount(needed: Need, amount: Decimal | None, in_metrics: Decimal | None) -> Decimal:
    found = in_metrics if amount is None else amount
    if found is None:
        raise missing(*needed.names)
    return found


def _status(sent: str | None) -> PaymentStatus:
    status = word(sent)
    if status is None:
        return PaymentStatus.COMPLETED
    try:
        return PaymentStatus(status)
    except ValueError:
        raise EventRejected(
            RejectionReason.WRONG_TYPE,
            f"`status` must be one of {', '.join(PaymentStatus)}",
            field="status",
        ) from None
