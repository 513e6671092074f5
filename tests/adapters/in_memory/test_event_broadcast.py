"""The broadcast in memory can be cut, for tests of whoever listens."""

import pytest

from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.adapters.system.clock import SystemClock
from olympus.ports.errors import SourceUnavailable


async def test_a_cut_line_tells_what_it_heard_before_and_then_that_it_is_cut() -> None:
    broadcast = InMemoryEventBroadcast(SystemClock())
    async with broadcast.subscribe() as subscription:
        await broadcast.publish([("events.order.created", b"1")])
        broadcast.cut()
        await broadcast.publish([("events.order.created", b"missed")])
        [message] = await subscription.next_messages(limit=10, wait_seconds=1)
        assert message.body == b"1"
        for _ in range(2):
            with pytest.raises(SourceUnavailable):
                await subscription.next_messages(limit=10, wait_seconds=1)
