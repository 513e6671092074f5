"""The payloads about payments, as they are sent."""

from decimal import Decimal

from olympus.adapters.json_events.numbers import exact, first_exact
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import (
    FreeText,
    Identifier,
    Word,
    currency,
    identifier,
    missing,
    required,
    word,
)
from olympus.domain.events.payloads import (
    PaymentFailed,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
)
from olympus.domain.events.rejection import EventRejected, RejectionReason


class _PaymentIn(PayloadIn, gc=False):
    payment_id: Identifier = None
    order_id: Identifier = None
    amount: Decimal | None = None
    currency: FreeText = None
    method: Word = None
    payment_method: Word = None

    def _method(self) -> str | None:
        return word(self.method) or word(self.payment_method)


class PaymentProcessedIn(_PaymentIn, gc=False):
    """`payment.processed` on the wire."""

    status: Word = None

    def to_domain(self, around: Surroundings) -> PaymentProcessed:
        return PaymentProcessed(
            required(self.payment_id, "payment_id"),
            required(self.order_id, "order_id"),
            _required_amount(exact(self.amount, "amount"), around.metrics.amount),
            currency(self.currency),
            self._method(),
            _status(self.status),
        )


class PaymentFailedIn(_PaymentIn, gc=False):
    """`payment.failed` on the wire."""

    failure_reason: FreeText = None

    def to_domain(self, around: Surroundings) -> PaymentFailed:
        return PaymentFailed(
            required(self.payment_id, "payment_id"),
            _required_amount(exact(self.amount, "amount"), around.metrics.amount),
            identifier(self.order_id),
            currency(self.currency),
            self._method(),
            self.failure_reason or None,
        )


class PaymentRefundedIn(_PaymentIn, gc=False):
    """`payment.refunded` on the wire."""

    refund_amount: Decimal | None = None
    reason: FreeText = None
    refund_reason: FreeText = None

    def to_domain(self, around: Surroundings) -> PaymentRefunded:
        metrics = around.metrics
        amount = first_exact(("amount", self.amount), ("refund_amount", self.refund_amount))
        in_metrics = metrics.refund_amount if metrics.amount is None else metrics.amount
        return PaymentRefunded(
            required(self.payment_id, "payment_id"),
            _required_amount(amount, in_metrics, "refund_amount"),
            identifier(self.order_id),
            currency(self.currency),
            self._method(),
            self.reason or self.refund_reason or None,
        )


def _required_amount(amount: Decimal | None, in_metrics: Decimal | None, *synonyms: str) -> Decimal:
    found = in_metrics if amount is None else amount
    if found is None:
        raise missing("amount", *synonyms)
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
