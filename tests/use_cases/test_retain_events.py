"""What was sent is dropped month by month, once it is old and in the warehouse; figures do not notice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.postgres.event_log import PostgresEventLog
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.export_progress import PostgresExportProgress
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.raw_event_months import PostgresRawEventMonths
from olympus.adapters.system.clock import system_clock
from olympus.domain.calendar.interval import ALL_TIME
from olympus.domain.events.event import Event
from olympus.domain.facts.contribution import Measure
from olympus.ports.event_store import Recorded
from olympus.ports.export_progress import Progress
from olympus.use_cases.retain_events import RetainEvents
from tests.factories import CAFE, a_cancellation, an_order
from tests.figures import sums_over

JANUARY, MARCH = datetime(2024, 1, 10, tzinfo=UTC), datetime(2024, 3, 10, tzinfo=UTC)


class Keeping:
    """A store in whose months something was received."""

    def __init__(self, engine: AsyncEngine) -> None:
        decoder = MsgspecEventDecoder()
        self.engine = engine
        self.store = PostgresEventStore(engine, decoder)
        self.log = PostgresEventLog(engine, decoder)
        self.progress = PostgresExportProgress(engine, "warehouse")
        self.months = PostgresRawEventMonths(engine)
        self.figures = PostgresFigureSource(engine)

    async def retain(self, now: datetime, *, hot_days: int | None = 30) -> None:
        await RetainEvents(self.months, self.progress, system_clock(now), hot_days=hot_days)()

    async def receive(self, *events: Event, at: datetime) -> Recorded:
        return await self.store.record([event._replace(received_at=at) for event in events])

    async def kept(self) -> dict[str, int]:
        """How many messages lie in each month of 2024."""
        async with self.engine.connect() as connection:
            rows = await connection.execute(
                text("""
                    SELECT CAST(tableoid::regclass AS text) AS month, count(*) AS messages
                    FROM raw_events WHERE received_at < '2025-01-01' GROUP BY 1
                """)
            )
            return {row.month.removeprefix("raw_events_"): row.messages for row in rows}


@pytest.fixture
async def keeping(engine: AsyncEngine) -> Keeping:
    keeping = Keeping(engine)
    async with engine.begin() as connection:
        for month in ("2024_01", "2024_02", "2024_03", "2024_04"):
            await connection.execute(text(f"DROP TABLE IF EXISTS raw_events_{month}"))
    return keeping


async def test_every_month_has_a_place_before_it_comes(keeping: Keeping) -> None:
    await keeping.receive(an_order(), at=JANUARY)  # nobody had made room
    assert await keeping.kept() == {"of_other_months": 1}
    for _ in range(2):
        await keeping.retain(JANUARY)
    await keeping.receive(an_order(), at=JANUARY + timedelta(days=25))
    assert await keeping.kept() == {"2024_01": 1, "2024_02": 1}
    assert len(await keeping.log.read(0, await keeping.log.settled(), most_events=10)) == 2


async def test_a_month_goes_when_it_is_old_and_exported(keeping: Keeping) -> None:
    await keeping.retain(JANUARY)
    order = an_order("o", total="5")
    await keeping.receive(order, at=JANUARY)
    await keeping.progress.confirm(await keeping.log.settled(), after=Progress())
    await keeping.retain(JANUARY + timedelta(days=45))
    assert await keeping.kept() == {"2024_01": 1}

    await keeping.retain(MARCH)
    assert await keeping.kept() == {}
    async with keeping.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
    assert sums.added[Measure.ORDER, "EUR"].amount == 5
    assert await keeping.receive(order, a_cancellation("o"), at=MARCH) == Recorded(new=1, duplicates=1)
    async with keeping.figures.snapshot(CAFE) as snapshot:
        [sums] = await sums_over(snapshot, ALL_TIME)
    assert sums.added[Measure.ORDER_VOIDED, "EUR"].amount == 5


async def test_a_warehouse_that_comes_after_a_month_was_dropped_is_not_whole(keeping: Keeping) -> None:
    await keeping.retain(JANUARY)
    await keeping.receive(an_order(), at=JANUARY)
    exported = await keeping.log.settled()
    late = PostgresExportProgress(keeping.engine, "behind")
    await late.start_over("first")
    await keeping.progress.confirm(exported, after=Progress())
    await keeping.retain(MARCH)
    assert await keeping.kept() == {}
    assert (await keeping.progress.current()).is_whole

    assert not (await late.current()).is_whole
    await late.confirm(exported + 1, after=await late.current())
    assert not (await late.current()).is_whole  # and never will be: the place alone does not tell
    await keeping.progress.start_over("second")
    assert not (await keeping.progress.current()).is_whole


@pytest.mark.parametrize("hot_days", [30, None])
async def test_what_is_not_exported_stays_and_so_does_everything_where_nothing_was_decided(
    keeping: Keeping, hot_days: int | None
) -> None:
    await keeping.retain(JANUARY)
    await keeping.receive(an_order(), at=JANUARY)
    exported = await keeping.log.settled()
    await keeping.receive(an_order(), at=JANUARY)
    await keeping.progress.confirm(exported if hot_days else exported + 1, after=Progress())
    await keeping.retain(MARCH, hot_days=hot_days)
    assert await keeping.kept() == {"2024_01": 2}
