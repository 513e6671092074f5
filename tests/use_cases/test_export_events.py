"""The export takes every event to the warehouse, wherever it is cut off and whatever is away."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.adapters.in_memory.event_log import InMemoryEventLog
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.export_meter import InMemoryExportMeter
from olympus.adapters.in_memory.export_progress import InMemoryExportProgress
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.warehouse import InMemoryWarehouse
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import LoggedEvent
from olympus.ports.export_progress import Progress
from olympus.ports.warehouse import WarehouseUnfit
from olympus.use_cases.export_events import ExportEvents
from tests.eventually import eventually
from tests.factories import an_order


class Dying(BaseException):
    """The process ends here."""


class Fallible(InMemoryWarehouse):
    """A warehouse that fails as it is told, before or after it has taken a batch."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[BaseException] = []
        self.after: list[BaseException] = []
        self.batches: list[list[int]] = []
        self.incarnation = 0

    async def prepare(self) -> str:
        return str(self.incarnation)

    async def load(self, batch: Sequence[LoggedEvent]) -> None:
        if self.before:
            raise self.before.pop()
        self.batches.append([each.position for each in batch])
        await super().load(batch)
        if self.after:
            raise self.after.pop()

    async def positions(self) -> list[int]:
        return [each.position async for page in self.events() for each in page]


@dataclass
class Exporting:
    """An export with everything around it in memory."""

    ledger: Ledger = field(default_factory=Ledger)
    warehouse: Fallible = field(default_factory=Fallible)
    progress: InMemoryExportProgress = field(default_factory=InMemoryExportProgress)
    meter: InMemoryExportMeter = field(default_factory=InMemoryExportMeter)

    async def record(self, events: int) -> None:
        await InMemoryEventStore(self.ledger).record([an_order() for _ in range(events)])

    def process(self, most_events: int = 3) -> ExportEvents:
        log = InMemoryEventLog(self.ledger)
        return ExportEvents(
            log, self.progress, self.warehouse, self.meter, every_seconds=0.001, most_events=most_events
        )

    def has_moved_to(self, position: int) -> Callable[[], Awaitable[bool]]:
        async def ask() -> bool:
            return (await self.progress.current()).exported_until == position

        return ask

    def has_exported(self, events: int) -> Callable[[], Awaitable[bool]]:
        async def ask() -> bool:
            return self.meter.events == events

        return ask


@pytest.fixture
def exporting() -> Exporting:
    return Exporting()


async def test_everything_is_exported_in_batches_in_order(exporting: Exporting) -> None:
    await exporting.record(7)
    told: list[int] = []
    assert await exporting.process()(told=told.append) == 7
    assert exporting.warehouse.batches == [[1, 2, 3], [4, 5, 6], [7]]
    assert told == [3, 3, 1]
    assert await exporting.progress.current() == Progress(7, incarnation="0")
    assert (exporting.meter.events, exporting.meter.batches) == (7, 3)
    assert await exporting.process()() == 0


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_batch_that_was_cut_off_is_begun_again_as_it_was(exporting: Exporting, moment: str) -> None:
    await exporting.record(2)
    getattr(exporting.warehouse, moment).append(Dying())
    with pytest.raises(Dying):
        await exporting.process()()
    assert await exporting.progress.current() == Progress(0, 2, "0")

    await exporting.record(5)  # more has come since: the batch is the same all the same
    await exporting.process()()
    assert exporting.warehouse.batches[-3:] == [[1, 2], [3, 4, 5], [6, 7]]
    assert await exporting.warehouse.positions() == [1, 2, 3, 4, 5, 6, 7]


@given(st.lists(st.sampled_from(["record", "export", "die before", "die after", "lose"]), max_size=15))
async def test_whatever_happens_everything_arrives_once(steps: list[str]) -> None:
    exporting = Exporting()
    for step in steps:
        match step:
            case "record":
                await exporting.record(4)
            case "export":
                with suppress(Dying):
                    await exporting.process()()
            case "lose":
                incarnation = exporting.warehouse.incarnation + 1
                exporting.warehouse.__init__()  # type: ignore[misc]
                exporting.warehouse.incarnation = incarnation
            case _:
                getattr(exporting.warehouse, step.removeprefix("die ")).append(Dying())
                with suppress(Dying):
                    await exporting.process()()
    exporting.warehouse.before.clear()
    exporting.warehouse.after.clear()
    await exporting.process()()
    assert await exporting.warehouse.positions() == list(range(1, len(exporting.ledger.log) + 1))


class Overtaken(InMemoryExportProgress):
    """A progress that another process moves, once, at a call of this one."""

    def __init__(self, call: str) -> None:
        super().__init__()
        self.call: str | None = call

    async def begin(self, until: int, *, after: Progress) -> None:
        await self._overtake("begin", until, after)
        await super().begin(until, after=after)

    async def confirm(self, until: int, *, after: Progress) -> None:
        await self._overtake("confirm", until, after)
        await super().confirm(until, after=after)

    async def _overtake(self, call: str, until: int, after: Progress) -> None:
        if call == self.call:
            self.call = None
            await super().confirm(until, after=after)


@pytest.mark.parametrize("call", ["begin", "confirm"])
async def test_whoever_lost_the_turn_moves_nothing_and_asks_for_it_again(call: str) -> None:
    exporting = Exporting(progress=Overtaken(call))
    await exporting.record(2)
    assert await exporting.process()() is None
    assert await exporting.progress.current() == Progress(2, incarnation="0")
    await exporting.record(1)
    assert await exporting.process()() == 1
    assert await exporting.progress.current() == Progress(3, incarnation="0")


async def test_a_worker_that_lost_the_turn_goes_on_when_it_has_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("olympus.use_cases.export_events._ASK_FOR_THE_TURN_SECONDS", 0.001)
    exporting = Exporting(progress=Overtaken("begin"))
    await exporting.record(2)
    stopping = asyncio.Event()
    running = asyncio.create_task(exporting.process().run(stopping))
    await eventually(exporting.has_moved_to(2))
    await exporting.record(3)
    await eventually(exporting.has_moved_to(5))
    stopping.set()
    await running
    assert exporting.meter.failures == 0


async def test_while_another_exports_nothing_is_done(exporting: Exporting) -> None:
    await exporting.record(1)
    async with exporting.progress.turn():
        assert await exporting.process()() is None
    assert exporting.warehouse.batches == []


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (WarehouseUnfit("the quota is exhausted"), "the quota is exhausted"),
        (SourceUnavailable("the warehouse"), "the warehouse cannot be reached"),
        (RuntimeError("a secret"), "RuntimeError"),
    ],
)
async def test_trouble_is_told_and_tried_again_until_it_is_over(
    exporting: Exporting, trouble: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("olympus.use_cases.export_events._SHORTEST_PAUSE", 0.001)
    await exporting.record(5)
    exporting.warehouse.before += [trouble, trouble]
    noted: list[str | None] = []
    failed = exporting.progress.failed

    async def note(trouble: str) -> None:
        noted.append(trouble)
        await failed(trouble)

    monkeypatch.setattr(exporting.progress, "failed", note)
    stopping = asyncio.Event()
    running = asyncio.create_task(exporting.process().run(stopping))
    await eventually(exporting.has_exported(5))
    await exporting.record(2)
    await eventually(exporting.has_exported(7))
    stopping.set()
    await running

    assert noted == [said, said]
    assert exporting.meter.failures == 2
    assert (await exporting.progress.current()).trouble is None
    assert await exporting.warehouse.positions() == list(range(1, 8))


async def test_it_is_tried_less_and_less_often_until_a_batch_is_through(
    exporting: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[float] = []

    async def pause(stopping: asyncio.Event, seconds: float) -> None:
        paused.append(seconds)
        await asyncio.sleep(0)
        if not exporting.warehouse.before:
            stopping.set()

    monkeypatch.setattr("olympus.use_cases.export_events.pause", pause)
    await exporting.record(1)
    exporting.warehouse.before += [WarehouseUnfit("the quota is exhausted")] * 10
    await exporting.process().run(asyncio.Event())
    assert paused[0] <= 1
    assert all(seconds >= 30 for seconds in paused[7:10])


async def test_trouble_is_over_where_the_warehouse_is_back_and_nothing_waits(exporting: Exporting) -> None:
    await exporting.record(1)
    await exporting.process()()
    await exporting.progress.failed("the warehouse cannot be reached")
    await exporting.process()()
    assert await exporting.progress.current() == Progress(1, incarnation="0")


async def test_it_stops_at_once_while_it_waits(exporting: Exporting) -> None:
    stopping = asyncio.Event()
    process = ExportEvents(
        InMemoryEventLog(exporting.ledger),
        exporting.progress,
        exporting.warehouse,
        exporting.meter,
        every_seconds=3600,
    )
    await exporting.record(1)
    running = asyncio.create_task(process.run(stopping))
    await eventually(exporting.has_exported(1))
    stopping.set()
    await asyncio.wait_for(running, timeout=5)
