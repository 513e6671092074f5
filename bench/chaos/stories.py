"""What happens at a tenant: each story tells its events and books how it ends."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.chaos.books import Books, Line
from bench.chaos.moments import long_after, moment
from bench.chaos.sending import Sent
from bench.chaos.stock import Note

PLACES = ("rome", "oslo", "lima")
_CHANNELS = ("Web", "Mobile", "POS", "Phone")
_METHODS = ("CreditCard", "Cash", "PayPal", "ApplePay")
_PRODUCTS = tuple((f"dish-{number:02}", 400 + 35 * number) for number in range(60))
_PEOPLE = 4_000


@dataclass(frozen=True, slots=True)
class _Order:
    """An order as it is placed at some time and place."""

    order_id: str
    at: datetime
    place: str
    customer: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


class Storyteller:
    """Tells the stories of one tenant."""

    def __init__(self, books: Books, chance: random.Random) -> None:
        self._books = books
        self._chance = chance
        self._kinds: tuple[Callable[[], Iterator[Sent]], ...] = (
            self._an_order,
            self._a_login,
            self._a_stock_note,
            self._a_view,
            self._a_new_user,
            self._a_stray_cancellation,
        )

    def story(self) -> Iterator[Sent]:
        """The events of some story, in no order that matters."""
        [tell] = self._chance.choices(self._kinds, weights=(50, 25, 16, 6, 2, 1))
        return tell()

    def _an_order(self) -> Iterator[Sent]:
        order = self._new_order(self._id(), moment(self._chance))
        yield self._placing(order)
        if self._happens(0.02):  # placed once more, later and otherwise: the earliest placing holds
            yield self._placing(self._new_order(order.order_id, long_after(self._chance, order.at)))
        if self._happens(0.08):
            yield from self._its_end(order)
            self._books.voided_order(order.at, order.place)
        else:
            self._books.order(order.at, order.place, order.customer, order.lines, order.total)
        yield from self._its_payments(order)

    def _new_order(self, order_id: str, at: datetime) -> _Order:
        return _Order(order_id, at, self._chance.choice(PLACES), self._person(), tuple(self._lines()))

    def _lines(self) -> Iterator[Line]:
        for product, price in self._chance.sample(_PRODUCTS, self._chance.randint(1, 4)):
            quantity = self._chance.randint(1, 3)
            yield Line(product, quantity, price * quantity)

    def _placing(self, order: _Order) -> Sent:
        payload = {
            "order_id": order.order_id,
            "customer_id": order.customer,
            "location_id": order.place,
            "channel": self._chance.choice(_CHANNELS),
            "currency": self._books.currency,
            "total": self._money(order.total),
            "items": [
                {
                    "product_id": line.product,
                    "quantity": line.quantity,
                    "unit_price": self._money(line.amount // line.quantity),
                    "total": self._money(line.amount),
                }
                for line in order.lines
            ],
        }
        return self._sent("order.created", order.at, payload)

    def _its_end(self, order: _Order) -> Iterator[Sent]:
        """Cancelled once, or twice: the earliest cancellation holds. It may well arrive before its order."""
        at = moment(self._chance)
        self._books.cancellation(at, order.place)
        yield self._cancelling(order.order_id, at)
        if self._happens(0.1):
            yield self._cancelling(order.order_id, long_after(self._chance, at))

    def _cancelling(self, order_id: str, at: datetime) -> Sent:
        if self._happens(0.3):
            return self._sent("order.updated", at, {"order_id": order_id, "new_status": "Cancelled"})
        return self._sent("order.cancelled", at, {"order_id": order_id, "reason": "changed their mind"})

    def _its_payments(self, order: _Order) -> Iterator[Sent]:
        if self._happens(0.1):
            yield self._failing(order)
        if self._happens(0.05):  # still under way: it counts as nothing
            yield self._paying(order, moment(self._chance), order.total, status="Pending")
        if self._happens(0.9):
            at = moment(self._chance)
            self._books.payment(at, order.place, order.total)
            yield self._paying(order, at, order.total)
            if self._happens(0.06):
                yield self._refunding(order)

    def _failing(self, order: _Order) -> Sent:
        at = moment(self._chance)
        self._books.failure(at, order.place)
        status = self._chance.choice(("", "Failed", "Cancelled"))
        return self._paying(order, at, order.total, status=status, name="" if status else "payment.failed")

    def _refunding(self, order: _Order) -> Sent:
        at, amount = moment(self._chance), self._chance.randint(1, order.total)
        self._books.refund(at, order.place, amount)
        status = self._chance.choice(("", "Refunded", "PartialRefund"))
        return self._paying(order, at, amount, status=status, name="" if status else "payment.refunded")

    def _paying(self, order: _Order, at: datetime, amount: int, *, status: str = "", name: str = "") -> Sent:
        payload = {
            "payment_id": self._id(),
            "order_id": order.order_id,
            "amount": self._money(amount),
            "currency": self._books.currency,
            "method": self._chance.choice(_METHODS),
        }
        return self._sent(name or "payment.processed", at, payload | ({"status": status} if status else {}))

    def _a_login(self) -> Iterator[Sent]:
        at, user = moment(self._chance), self._person()
        self._books.login(at, user)
        yield self._sent("user.logged_in", at, {"user_id": user, "login_method": "Password"})

    def _a_new_user(self) -> Iterator[Sent]:
        at = moment(self._chance)
        self._books.new_user(at)
        yield self._sent("user.created", at, {"user_id": self._person()})

    def _a_stock_note(self) -> Iterator[Sent]:
        at, place = moment(self._chance), self._chance.choice(PLACES)
        product, _ = self._chance.choice(_PRODUCTS)
        counted = self._chance.randint(0, 40) if self._happens(0.7) else None
        moved, point = self._chance.randint(-5, 5), self._chance.choice((None, 10))
        said = {"quantity_change": moved} if counted is None else {"quantity": counted}
        if point is not None:
            said["reorder_point"] = point
        payload = {"product_id": product, "location_id": place, **said}
        # of two notes the later one holds: none may move past another
        event = self._sent("inventory.updated", at, payload, may_move=False)
        self._books.shelf.note(product, place, Note(at, event.event_id, counted, moved, point))
        yield event

    def _a_view(self) -> Iterator[Sent]:
        """A name that nobody modelled: kept, and no figure moves."""
        yield self._sent("product.viewed", moment(self._chance), {"product_id": self._chance.choice(_PRODUCTS)[0]})

    def _a_stray_cancellation(self) -> Iterator[Sent]:
        """Of an order that never comes."""
        at = moment(self._chance)
        self._books.cancellation(at, None)
        yield self._cancelling(self._id(), at)

    def _sent(self, name: str, at: datetime, payload: dict[str, Any], *, may_move: bool = True) -> Sent:
        return Sent(self._books.tenant, self._id(), name, at, payload, may_move)

    def _money(self, minor: int) -> str:
        """Minor units as producers write them: 1234 as 12.34, or as 1234 where there are no smaller coins."""
        scale = 10**self._books.digits
        return f"{minor // scale}.{minor % scale:0{self._books.digits}}" if self._books.digits else str(minor)

    def _person(self) -> str:
        return f"person-{self._chance.randrange(_PEOPLE)}"

    def _id(self) -> str:
        return f"{self._chance.getrandbits(96):024x}"

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability
