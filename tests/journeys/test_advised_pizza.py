"""Advice from a real restaurant's year: what stands out is said, and what the data do not hold is not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from olympus.composition import Container, running
from olympus.domain.actions.action import Rule
from olympus.domain.actions.request import ActionsRequest
from olympus.entrypoints.demo import DEMO_TENANT
from olympus.entrypoints.demo.load import load_demo
from olympus.settings import Settings
from olympus.use_cases.forecast_inventory import InventoryRequest
from tests.factories import a_count

AFTER_THE_YEAR = datetime(2016, 1, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
async def restaurant() -> AsyncIterator[Container]:
    async with running(Settings(now=AFTER_THE_YEAR)) as container:
        await load_demo(container)
        await container.ingest().work_until_idle()
        yield container


async def test_a_restaurant_without_stock_or_customers_is_advised_on_its_hours(restaurant: Container) -> None:
    told = await restaurant.recommend_actions()(DEMO_TENANT, ActionsRequest(timeframe="2015"))

    [peak] = told.actions
    assert peak.proposal.rule is Rule.PEAK_HOURS
    assert "12:00 to 14:00" in peak.proposal.action
    assert peak.proposal.worth is not None
    assert peak.proposal.worth.currency == "USD"
    assert told.trade.baskets.baskets == 21_350
    assert any("No stock was ever counted" in note for note in told.trade.notes)


async def test_pizzas_that_run_out_are_ordered_and_the_forecast_agrees(restaurant: Container) -> None:
    """Of the best seller five a day are sold, so twenty do not last a week."""
    counted = AFTER_THE_YEAR.replace(hour=11)
    await restaurant.event_store().record(
        [
            a_count("bbq_ckn", "20", tenant=DEMO_TENANT, at=counted),
            a_count("brie_carre", "900", tenant=DEMO_TENANT, at=counted),
        ]
    )

    told = await restaurant.recommend_actions()(DEMO_TENANT, ActionsRequest())
    inventory = await restaurant.forecast_inventory()(DEMO_TENANT, InventoryRequest("bbq_ckn"))

    reorders = [each.proposal for each in told.actions if each.proposal.rule is Rule.REORDER]
    assert [each.product_ids for each in reorders] == [("bbq_ckn",)]
    assert f"Order {inventory.plan.reorder_quantity} units" in reorders[0].action
    assert 3 < inventory.plan.demand_in_lead_time / 7 < 9
    assert reorders[0].is_urgent
