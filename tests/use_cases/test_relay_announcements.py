"""What is announced reaches the stream, whatever happens to either."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.intake_meter import InMemoryIntakeMeter
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.system.clock import SystemClock
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_broadcast import PATTERNS, EventBroadcast, Subscription
from olympus.ports.event_stream import Intake, Message
from olympus.use_cases.relay_announcements import Patience, RelayAnnouncements
from tests.eventually import eventually

CHANNEL = "events.order.created"
QUICK = Patience(
    wait_seconds=0.02, shortest_pause_seconds=0.001, longest_pause_seconds=0.01, farewell_seconds=0.05
)
CLOCK = SystemClock()


class StreamWithOutages(InMemoryEventStream):
    """A stream that may be away, or slow."""

    def __init__(self) -> None:
        super().__init__(CLOCK)
        self.is_away = False
        self.refused = 0
        self.batches: list[int] = []
        self.is_busy = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def append(self, messages: Sequence[Message]) -> None:
        if self.is_away:
            await asyncio.sleep(0)
            self.refused += 1
            raise SourceUnavailable("the event stream")
        self.is_busy.set()
        await self.may_go_on.wait()
        self.batches.append(len(messages))
        await super().append(messages)

    async def bodies(self) -> list[bytes]:
        """All that was ever appended."""
        while await self.read("witness", limit=1000, wait_seconds=0):
            pass
        return [delivery.message.body for delivery in await self.own_pending("witness", limit=1_000_000)]


class BroadcastWithOutages(EventBroadcast):
    """A broadcast that may be away, and tells how much of what it announced was not asked for yet."""

    def __init__(self) -> None:
        self._inner = InMemoryEventBroadcast(CLOCK)
        self.is_away = False
        self.refused = 0

    async def publish(self, announcements: Sequence[tuple[str, bytes]]) -> None:
        await self._inner.publish(announcements)

    @asynccontextmanager
    async def subscribe(self, patterns: Sequence[str] = PATTERNS) -> AsyncIterator[Subscription]:
        if self.is_away:
            self.refused += 1
            raise SourceUnavailable("the event broadcast")
        async with self._inner.subscribe(patterns) as subscription:
            yield subscription

    def go_away(self) -> None:
        self.is_away = True
        self._inner.cut()


class Relaying:
    """A relay at work between a broadcast and a stream."""

    def __init__(self, patience: Patience = QUICK) -> None:
        self.broadcast = BroadcastWithOutages()
        self.stream = StreamWithOutages()
        self.listening = asyncio.Event()
        self.stopping = asyncio.Event()
        relay = RelayAnnouncements(
            self.broadcast, self.stream, MsgspecEventDecoder(), InMemoryIntakeMeter(), patience=patience
        )
        self._task = asyncio.create_task(relay.run(self.stopping, ready=self.listening.set))

    async def announce(self, *bodies: bytes) -> None:
        await self.broadcast.publish([(CHANNEL, body) for body in bodies])

    async def has_appended(self, *bodies: bytes) -> bool:
        return await self.stream.bodies() == list(bodies)

    async def was_refused(self) -> bool:
        return self.stream.refused > 0

    async def stop(self) -> None:
        self.stopping.set()
        await asyncio.wait_for(self._task, 10)


@asynccontextmanager
async def relaying(patience: Patience = QUICK) -> AsyncIterator[Relaying]:
    relay = Relaying(patience)
    await asyncio.wait_for(relay.listening.wait(), 10)
    try:
        yield relay
    finally:
        await relay.stop()


async def test_what_is_announced_is_put_on_the_stream_as_it_came() -> None:
    async with relaying() as relay:
        await relay.announce(b"1")
        [delivery] = await relay.stream.read("worker", limit=10, wait_seconds=10)
    message = delivery.message
    assert (message.body, message.intake, message.channel) == (b"1", Intake.PUBSUB, CHANNEL)
    assert message.received_at is not None


async def test_everything_arrives_in_its_order() -> None:
    bodies = [b"%d" % number for number in range(5000)]
    async with relaying() as relay:
        for first in range(0, 5000, 700):
            await relay.announce(*bodies[first : first + 700])
        await eventually(lambda: relay.has_appended(*bodies))


async def test_an_event_on_several_channels_is_appended_once_when_heard_together() -> None:
    async with relaying() as relay:
        channels = ("events.order.created", "events.tenant.cafe.created", "events:order:created")
        await relay.broadcast.publish([(channel, b"the same") for channel in channels])
        await relay.announce(b"another")
        await eventually(lambda: relay.has_appended(b"the same", b"another"))


async def test_the_same_body_later_is_appended_again() -> None:
    """Whether it is the same event is decided by its identity, not here."""
    async with relaying() as relay:
        await relay.announce(b"1")
        await eventually(lambda: relay.has_appended(b"1"))
        await relay.announce(b"1")
        await eventually(lambda: relay.has_appended(b"1", b"1"))


async def test_what_was_announced_before_the_stop_is_appended_first() -> None:
    async with relaying() as relay:
        await relay.announce(*(b"%d" % number for number in range(100)))
        await relay.stop()
        assert len(await relay.stream.bodies()) == 100


async def test_what_was_announced_while_it_did_not_listen_is_heard_before_it_stops() -> None:
    async with relaying(Patience(wait_seconds=0.01, most_held_bytes=1)) as relay:
        relay.stream.may_go_on.clear()
        await relay.announce(b"1")
        await asyncio.wait_for(relay.stream.is_busy.wait(), 10)
        await relay.announce(b"2")
        relay.stopping.set()
        relay.stream.may_go_on.set()
        await relay.stop()
        assert await relay.has_appended(b"1", b"2")


async def test_what_was_announced_while_the_last_batch_was_appended_is_appended_as_well() -> None:
    async with relaying() as relay:
        relay.stream.may_go_on.clear()
        await relay.announce(b"1")
        await asyncio.wait_for(relay.stream.is_busy.wait(), 10)
        await relay.announce(b"2")
        relay.stopping.set()
        relay.stream.may_go_on.set()
        await relay.stop()
        assert await relay.has_appended(b"1", b"2")


async def test_it_stops_at_once_when_there_is_nothing_to_do() -> None:
    async with relaying() as relay:
        await relay.stop()


async def test_a_stop_before_the_start_is_obeyed() -> None:
    stopping = asyncio.Event()
    stopping.set()
    broadcast, stream = InMemoryEventBroadcast(CLOCK), InMemoryEventStream(CLOCK)
    await asyncio.wait_for(
        RelayAnnouncements(broadcast, stream, MsgspecEventDecoder(), InMemoryIntakeMeter()).run(stopping), 10
    )


async def test_a_cut_line_is_opened_again_and_the_operator_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async with relaying() as relay:
        relay.listening.clear()
        relay.broadcast.go_away()
        await eventually(lambda: _is_refused(relay))
        await relay.announce(b"missed")
        relay.broadcast.is_away = False
        await asyncio.wait_for(relay.listening.wait(), 10)
        await relay.announce(b"heard")
        await eventually(lambda: relay.has_appended(b"heard"))
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "what is announced until the relay listens again is missed" in warnings[0]


async def _is_refused(relay: Relaying, more_often_than: int = 2) -> bool:
    return relay.broadcast.refused > more_often_than


async def test_it_stops_also_while_the_broadcast_is_away() -> None:
    async with relaying() as relay:
        relay.broadcast.go_away()
        await eventually(lambda: _is_refused(relay))
        await relay.stop()


async def test_a_long_pause_does_not_keep_it_from_stopping() -> None:
    async with relaying(Patience(wait_seconds=0.01, shortest_pause_seconds=60, longest_pause_seconds=60)) as relay:
        relay.broadcast.go_away()
        await eventually(lambda: _is_refused(relay, more_often_than=-1))
        await relay.stop()


async def test_silence_does_not_delay_what_waits_for_the_stream() -> None:
    async with relaying(Patience(wait_seconds=60, shortest_pause_seconds=0.001)) as relay:
        relay.stream.is_away = True
        await relay.announce(b"1")
        await eventually(relay.was_refused)
        relay.stream.is_away = False
        await eventually(lambda: relay.has_appended(b"1"))
        relay.stopping.set()
        await relay.announce(b"the end of the silence")


async def test_what_was_heard_while_the_stream_is_away_is_held_and_appended_later() -> None:
    async with relaying() as relay:
        relay.stream.is_away = True
        await relay.announce(b"1")
        await eventually(relay.was_refused)
        await relay.announce(b"2", b"3")
        relay.stream.is_away = False
        await eventually(lambda: relay.has_appended(b"1", b"2", b"3"))


async def test_what_was_held_is_appended_in_batches_that_a_server_can_take_in_time() -> None:
    bodies = [b"%d" % number for number in range(3500)]
    async with relaying() as relay:
        relay.stream.is_away = True
        await relay.announce(*bodies)
        await eventually(lambda: _refused_more_often(relay, 20))
        relay.stream.is_away = False
        await eventually(lambda: relay.has_appended(*bodies))
        assert max(relay.stream.batches) == 1000


async def test_what_is_held_is_not_lost_when_the_line_is_cut_as_well() -> None:
    async with relaying() as relay:
        relay.stream.is_away = True
        await relay.announce(b"1")
        await eventually(relay.was_refused)
        relay.broadcast.go_away()
        await eventually(lambda: _is_refused(relay))
        relay.stream.is_away = False
        await eventually(lambda: relay.has_appended(b"1"))


async def test_a_relay_that_holds_enough_does_not_listen_and_drops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    patience = Patience(
        wait_seconds=0.01, shortest_pause_seconds=0.001, longest_pause_seconds=0.01, most_held_bytes=1
    )
    bodies = [b"%d" % number for number in range(3000)]
    async with relaying(patience) as relay:
        relay.stream.is_away = True
        await relay.announce(b"first")
        await eventually(relay.was_refused)
        await relay.announce(*bodies)
        refusals = relay.stream.refused
        await eventually(lambda: _refused_more_often(relay, refusals + 3))
        assert _held(caplog) == {1}
        relay.stream.is_away = False
        await eventually(lambda: relay.has_appended(b"first", *bodies))


def _held(caplog: pytest.LogCaptureFixture) -> set[object]:
    """How many announcements the relay said that it holds."""
    return {
        record.args[1]
        for record in caplog.records
        if isinstance(record.args, tuple) and "are held" in record.getMessage()
    }


async def _refused_more_often(relay: Relaying, than: int) -> bool:
    return relay.stream.refused > than


async def test_after_a_stop_a_stream_that_is_away_is_waited_for_and_then_given_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with relaying() as relay:
        relay.stream.is_away = True
        await relay.announce(b"1", b"2")
        await eventually(relay.was_refused)
        await relay.stop()
    assert "2 announcements are lost: the stream did not come back" in caplog.text


async def test_a_stream_that_comes_back_during_the_farewell_gets_everything() -> None:
    async with relaying(Patience(wait_seconds=0.01, longest_pause_seconds=0.01, farewell_seconds=10)) as relay:
        relay.stream.is_away = True
        await relay.announce(b"1", b"2")
        await eventually(relay.was_refused)
        relay.stopping.set()
        refusals = relay.stream.refused
        await eventually(lambda: _refused_more_often(relay, refusals + 3))
        relay.stream.is_away = False
        await relay.stop()
        assert await relay.has_appended(b"1", b"2")
