"""The backlog is told as it is now, or not at all; a stream that is away holds nobody up."""

import asyncio
import logging

import pytest

from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.intake_meter import InMemoryIntakeMeter
from olympus.adapters.system.clock import SystemClock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import Backlog, Intake, Message, ShardBacklog
from olympus.use_cases.measure_backlog import MeasureBacklog


class Stream(InMemoryEventStream):
    """A stream that can be away in different ways."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.trouble: Exception | None = None
        self.hangs = False

    async def backlog(self) -> Backlog:
        if self.hangs:
            await asyncio.Event().wait()
        if self.trouble:
            raise self.trouble
        return await super().backlog()


async def test_what_waits_now_is_told() -> None:
    stream, meter = Stream(), InMemoryIntakeMeter()
    await stream.append([Message(b"{}", Intake.STREAM)] * 3)
    await stream.read("worker", limit=1, wait_seconds=0.1)

    await MeasureBacklog(stream, meter)()

    [shard] = meter.counts.backlog
    assert (shard.entries, shard.pending) == (3, 1)


@pytest.mark.parametrize("how", ["hangs", SourceUnavailable("Redis"), ZeroDivisionError()])
async def test_without_an_answer_no_old_figure_stays(
    how: str | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    stream, meter = Stream(), InMemoryIntakeMeter()
    meter.backlog([ShardBacklog("events:0", 1, 0, 9.0)])
    stream.hangs = how == "hangs"
    stream.trouble = how if isinstance(how, Exception) else None

    with caplog.at_level(logging.ERROR):
        async with asyncio.timeout(1):
            await MeasureBacklog(stream, meter, patience_seconds=0.01)()

    assert meter.counts.backlog == ()
    assert bool(caplog.records) == isinstance(how, ZeroDivisionError)
