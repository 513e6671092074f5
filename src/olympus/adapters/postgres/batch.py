"""The new events of a batch as the rows that are written of them, but for the rollups."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime

from olympus.adapters.postgres.columns import Columns, columns
from olympus.adapters.postgres.event_row import EventRow
from olympus.domain.events.names import EventName
from olympus.domain.facts.fact import Fact, FactKind, StockFact

_MODELLED = frozenset(EventName)


class Batch:
    """Different events, none of which is recorded, and what they state."""

    def __init__(self, rows: Sequence[EventRow]) -> None:
        self._rows = rows
        self.facts = [row.stated.fact for row in rows if row.stated.fact]
        self._stock_facts = [row.stated.stock for row in rows if row.stated.stock]

    def __len__(self) -> int:
        return len(self._rows)

    async def lines(self, positions: Sequence[int]) -> AsyncIterator[bytes]:
        """The rows of the table `events`, in COPY's text format, each at its position.

        Not as a file: around one the driver makes a class at each call, and a class keeps all that it has
        seen until the garbage is collected.
        """
        placed = zip(self._rows, positions, strict=True)
        yield "".join([f"{row.line}\t{position}\n" for row, position in placed]).encode()

    async def raw_lines(self, positions: Sequence[int]) -> AsyncIterator[bytes]:
        """Those of the table `raw_events`."""
        placed = zip(self._rows, positions, strict=True)
        yield "".join([f"{row.raw_line}\t{position}\n" for row, position in placed]).encode()

    @property
    def moves_stock(self) -> bool:
        return bool(self._stock_facts)

    @property
    def unmodelled(self) -> int:
        """How many have a name that moves no figure."""
        return sum(row.event.payload is None and row.event.name not in _MODELLED for row in self._rows)

    @property
    def orders(self) -> Columns:
        """Tenant and id of every order that a fact is about, and whether it is placed here.

        Only a placing changes what follows an order: its payments take location and channel from it.
        """
        placed: dict[tuple[str, str], bool] = {}
        for fact in self.facts:
            if fact.order_id:
                key = fact.tenant_id, fact.order_id
                placed[key] = placed.get(key, False) or fact.kind is FactKind.ORDER_PLACED
        return columns(((*key, is_placed) for key, is_placed in placed.items()), width=3)

    @property
    def currencies(self) -> Columns:
        """The currency that each tenant's first order or payment is in, and where that was said."""
        first: dict[str, tuple[tuple[bool, datetime, str], Fact]] = {}
        for fact in self.facts:
            if fact.currency is None:
                continue
            rank = fact.kind is not FactKind.ORDER_PLACED, fact.at, fact.event_id
            known = first.get(fact.tenant_id)
            if known is None or rank < known[0]:
                first[fact.tenant_id] = rank, fact
        return columns(
            (
                (tenant, fact.currency, not is_no_order, at, event_id)
                for tenant, ((is_no_order, at, event_id), fact) in first.items()
            ),
            width=5,
        )

    @property
    def product_names(self) -> Columns:
        """Tenant, product, its name and the day: the last one, and of two on one day the greater."""
        last: dict[tuple[str, str], tuple[date, str]] = {}
        for event, stated, *_ in self._rows:
            if not stated.product_names:
                continue
            on = event.occurred_at.date()
            for product_id, name in stated.product_names:
                key, named = (event.tenant_id, product_id), (on, name)
                known = last.get(key)
                if known is None or named > known:
                    last[key] = named
        return columns(((*key, name, on) for key, (on, name) in last.items()), width=4)

    @property
    def stock(self) -> Columns:
        """The columns of the table `stock`."""
        return columns(
            (
                (
                    *_item(fact),
                    fact.at,
                    fact.event_id,
                    fact.quantity,
                    fact.change,
                    fact.reorder_point,
                )
                for fact in self._stock_facts
            ),
            width=8,
        )

    @property
    def touched_stock(self) -> Columns:
        """Tenant, product and location whose stock was told of, and the first instant of which."""
        since: dict[tuple[str, str, str], datetime] = {}
        for fact in self._stock_facts:
            item = _item(fact)
            since[item] = min(since.get(item, fact.at), fact.at)
        return columns(((*item, at) for item, at in since.items()), width=4)


def _item(fact: StockFact) -> tuple[str, str, str]:
    return fact.tenant_id, fact.product_id, fact.location_id or ""
