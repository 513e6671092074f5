"""Figures are sent again and again, through outages, and a last time at the end."""

import asyncio
import logging

import pytest

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.intake_meter import InMemoryIntakeMeter
from olympus.adapters.system.clock import SystemClock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.telemetry import TelemetryExport
from olympus.use_cases.export_telemetry import ExportTelemetry
from olympus.use_cases.measure_backlog import MeasureBacklog
from tests.eventually import eventually


class Export(TelemetryExport):
    """Notes with how many shards it was sent."""

    def __init__(self, meter: InMemoryIntakeMeter) -> None:
        self._meter = meter
        self.sent: list[int] = []
        self.away = False
        self.closed = False

    async def send(self) -> None:
        self.sent.append(len(self._meter.counts.backlog))
        if self.away:
            raise SourceUnavailable("the collector")

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def meter() -> InMemoryIntakeMeter:
    return InMemoryIntakeMeter()


@pytest.fixture
def export(meter: InMemoryIntakeMeter) -> Export:
    return Export(meter)


@pytest.fixture
def measure_backlog(meter: InMemoryIntakeMeter) -> MeasureBacklog:
    return MeasureBacklog(InMemoryEventStream(SystemClock()), meter)


async def test_it_goes_on_through_an_outage_of_the_collector(
    export: Export, measure_backlog: MeasureBacklog, caplog: pytest.LogCaptureFixture
) -> None:
    export.away, stopping = True, asyncio.Event()
    running = asyncio.create_task(ExportTelemetry(export, measure_backlog, every_seconds=0.001).run(stopping))

    async def sent_thrice() -> bool:
        return len(export.sent) >= 3

    with caplog.at_level(logging.WARNING):
        await eventually(sent_thrice)
        export.away = False
        stopping.set()
        await running

    assert set(export.sent) == {1}
    assert "the collector cannot be reached" in caplog.text
    assert export.closed


async def test_the_last_figures_are_sent_at_the_end(export: Export, measure_backlog: MeasureBacklog) -> None:
    stopping = asyncio.Event()
    running = asyncio.create_task(ExportTelemetry(export, measure_backlog, every_seconds=3_600).run(stopping))
    await asyncio.sleep(0)
    assert export.sent == []

    stopping.set()
    await running

    assert (export.sent, export.closed) == ([1], True)


async def test_whoever_does_not_wait_for_it_still_closes_it(
    export: Export, measure_backlog: MeasureBacklog
) -> None:
    running = asyncio.create_task(
        ExportTelemetry(export, measure_backlog, every_seconds=3_600).run(asyncio.Event())
    )
    await asyncio.sleep(0)

    running.cancel()
    await asyncio.wait({running})

    assert export.closed
