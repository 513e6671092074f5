"""Two years of real trade go in, and what others published about them comes out, each figure by its definition."""

import csv
import lzma
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from olympus.adapters.embedded import ServerAddresses
from olympus.composition import Container, running
from olympus.domain.events.event import Event
from olympus.domain.events.payloads import (
    OrderCancelled,
    OrderCreated,
    PaymentProcessed,
    PaymentRefunded,
    PaymentStatus,
)
from olympus.domain.query.answer import Answer
from olympus.domain.query.metric_query import QueryWords, metric_query
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.entrypoints.demo import DEMO_TENANT
from olympus.entrypoints.demo.pizza_year import DEMO_SETTINGS, moved_to
from olympus.settings import Settings
from tests.factories import an_event
from tests.journeys.said_figures import of_the_gift_shop, of_the_restaurant, published
from tests.journeys.test_pizza_year import AFTER_THE_YEAR

GIFT_SHOP = TenantId("gift-shop")
_TRADE = Path(__file__).parent.parent / "data" / "online_retail" / "trade.csv.xz"
_AT_ONCE = 5_000

NOT_SAID = {
    "pizza": {
        "order_lines{all}": "lines of orders are not counted",
        "orders_containing{category=Chicken}": "orders know no categories: an order may hold several",
        "orders_containing{category=Classic}": "likewise",
        "orders_containing{category=Supreme}": "likewise",
        "orders_containing{category=Veggie}": "likewise",
        "top5_skus_by_revenue{all}": "sizes are no dimension",
    },
    "online_retail": {
        "source_rows{all}": "rows of the source are no events",
        "source_rows{from=2010-12-01,to=2010-12-07}": "likewise",
        "source_invoices{all}": "likewise",
        "source_customers{all}": "likewise: of customers without a sale there is no event",
        "units{all}": "published with the units of orders that were cancelled; units_sold leaves them out",
        "units{unit_price>0}": "likewise, and prices are no dimension",
        "units{customer_id!=null,unit_price>0}": "likewise",
        "inventory_updates_count{all}": "changes of stock are not counted",
        "inventory_updates_count{negative}": "likewise",
        "inventory_quantity_change{all}": "changes of stock are not summed without a count of it",
        "inventory_quantity_change{negative}": "likewise",
        "top5_products_by_revenue{group=name}": "published with cancelled orders; item_sales leaves them out",
        "top5_products_by_revenue{group=product_id}": "likewise",
        "top5_products_by_units{group=name}": "likewise",
    },
}
"""What the catalogue has no words for."""


def restaurant() -> Iterator[bytes]:
    return moved_to(AFTER_THE_YEAR)


def gift_shop() -> Iterator[Event]:
    """The events of the online shop."""
    with lzma.open(_TRADE, "rt") as file:
        for line in csv.DictReader(file):
            order_id, at = line["order_id"], datetime.fromisoformat(line["at"]).astimezone(UTC)
            for payload in _said_by(line, order_id):
                name = type(payload).__name__
                yield an_event(payload, event_id=f"{name}-{order_id}", tenant=GIFT_SHOP, at=at)


def _said_by(line: dict[str, str], order_id: str) -> Iterator[Any]:
    if line["kind"] == "cancellation":
        yield OrderCancelled(order_id)
        return
    amount = Decimal(line["amount"])
    if line["kind"] == "refund":
        yield PaymentRefunded(f"pay-{order_id}", amount, order_id=order_id, currency="GBP")
        return
    yield OrderCreated(
        order_id, amount, currency="GBP", customer_id=line["customer_id"] or None, location_id=line["location_id"]
    )
    yield PaymentProcessed(
        f"pay-{order_id}", order_id=order_id, amount=amount, status=PaymentStatus.COMPLETED, currency="GBP"
    )


@pytest.fixture(params=["in memory", "on servers", "from the warehouse"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for empty storage, and for a clock that shows a time after both years."""
    if request.param == "in memory":
        return Settings(now=AFTER_THE_YEAR)
    addresses: ServerAddresses = request.getfixturevalue("servers")
    request.getfixturevalue("engine")
    return Settings(
        now=AFTER_THE_YEAR,
        database_url=addresses.database_url,
        redis_url=addresses.redis_url,
        data_dir=str(tmp_path),
        hot_days=1 if request.param == "from the warehouse" else None,
    )


@pytest.fixture
async def container(settings: Settings) -> AsyncIterator[Container]:
    async with running(settings) as container:
        await container.tenants().save(DEMO_TENANT, DEMO_SETTINGS)
        await container.tenants().save(GIFT_SHOP, TenantSettings("Europe/London"))
        yield container


async def record(container: Container, events: list[Event]) -> None:
    for first in range(0, len(events), _AT_ONCE):
        await container.event_store().record(events[first : first + _AT_ONCE])
    if container.settings().hot_days:
        await container.export_events()()


async def answered(container: Container, tenant: TenantId, words: QueryWords) -> Answer:
    """The answer, from where it is to come."""
    answer: Answer = await container.answer_query()(tenant, metric_query(words))
    assert ("warehouse" in answer.source) is bool(container.settings().hot_days), answer.source
    return answer


async def test_every_published_figure_of_the_restaurant_is_said(container: Container) -> None:
    decoder = container.decoder()
    await record(container, [decoder.decode(body, received_at=AFTER_THE_YEAR) for body in restaurant()])

    async def ask(words: QueryWords) -> Answer:
        return await answered(container, DEMO_TENANT, words)

    assert differences("pizza", await of_the_restaurant(ask)) == (292, {})


async def test_every_published_figure_of_the_gift_shop_is_said(container: Container) -> None:
    await record(container, list(gift_shop()))

    async def ask(words: QueryWords) -> Answer:
        return await answered(container, GIFT_SHOP, words)

    assert differences("online_retail", await of_the_gift_shop(ask)) == (272, {})


def differences(dataset: str, said: dict[str, Any]) -> tuple[int, dict[str, tuple[Any, Any]]]:
    """How many figures were compared, and which are not as they were published."""
    figures = {key: value for key, value in published(dataset).items() if key not in NOT_SAID[dataset]}
    return len(figures), {
        key: (value, said.get(key)) for key, value in figures.items() if not agrees(value, said.get(key))
    }


def agrees(value: Any, said: Any) -> bool:
    """Whether a figure is the published one, to the places to which it was published."""
    if isinstance(value, list):
        return isinstance(said, list) and len(value) == len(said) and all(map(agrees, value, said))
    if isinstance(said, Decimal | int):
        must = Decimal(str(value))
        return round(Decimal(said), -int(must.as_tuple().exponent)) == must
    return bool(value == said)
