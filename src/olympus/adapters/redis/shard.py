"""One shard of the durable queue: a Redis stream, worked off by a consumer group."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.redis import stream_state
from olympus.adapters.redis.entries import Entry
from olympus.adapters.redis.filling import Filling
from olympus.adapters.redis.pipelining import replies_to
from olympus.ports.event_stream import ShardBacklog, WorkerState

_GROUP_IS_LOST = ("NOGROUP", "UNBLOCKED the stream key no longer exists")

_DISMISS = """
-- KEYS: the stream. ARGV: the group, and how many milliseconds a worker must have been silent.
-- In one step: whoever is deleted while it holds an entry takes the entry along.
local dismissed = 0
local told = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])
if told.err then return 0 end
for _, pairs in ipairs(told) do
  local consumer = {}
  for i = 1, #pairs, 2 do consumer[pairs[i]] = pairs[i + 1] end
  if consumer.pending == 0 and consumer.idle >= tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    dismissed = dismissed + 1
  end
end
return dismissed
"""

logger = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class Shard:
    """The commands on one stream. Outages are told as redis-py tells them."""

    def __init__(self, client: Redis, key: str, group: str) -> None:
        self._client = client
        self._group = group
        self.key = key

    async def own_pending(self, worker: str, filling: Filling) -> list[Entry]:
        """What the group handed to this worker before and was not told to be done, oldest first."""
        held: list[Entry] = []
        after = stream_state.BEGINNING
        while count := filling.next_count():
            page = await self.in_group(lambda: self._held_by(worker, after, count))  # noqa: B023 - awaited at once
            if not page:
                break
            after = page[-1][0]
            kept = await self._without_deleted(page)
            filling.take(kept)
            held += kept
        return held

    async def take_over(self, worker: str, idle_seconds: float, filling: Filling) -> list[Entry]:
        """The server looks at a stretch of what is pending at a time: its cursor is followed to the end."""
        claimed: list[Entry] = []
        cursor = stream_state.BEGINNING
        while count := filling.next_count():
            cursor, page = await self.in_group(lambda: self._claim(worker, idle_seconds, cursor, count))  # noqa: B023
            filling.take(page)
            claimed += page
            if cursor == stream_state.BEGINNING:
                break
        return claimed

    async def attempts(self, entries: Sequence[Entry]) -> list[int]:
        """How often each was handed out: asked for these alone, they are few."""
        told = await replies_to(
            self._client,
            ((b"XPENDING", self.key, self._group, position, position, b"1") for position, _ in entries),
        )
        # an id, who holds it, since when, and how often it was handed out
        return [pending[0][3] if pending else 1 for pending in told]

    async def hold(self, worker: str, positions: Sequence[str]) -> None:
        """Begin the time anew after which others may take these over."""
        await self.in_group(
            lambda: self._client.xclaim(self.key, self._group, worker, 0, list(positions), justid=True)
        )

    async def acknowledge(self, positions: Sequence[str]) -> None:
        """The group never hands these out again."""
        await replies_to(self._client, [(b"XACK", self.key, self._group, *positions)])

    async def trim(self) -> int:
        """Forget what every group has acknowledged."""
        needed = await stream_state.first_needed(self._client, self.key, self._group)
        if needed is None:
            return 0
        # exact: an approximate trim keeps up to a node of entries, whole ones are as cheap either way
        return await self._client.xtrim(self.key, minid=needed.decode(), approximate=False)

    async def backlog(self) -> ShardBacklog:
        """What waits for the group."""
        return await stream_state.backlog(self._client, self.key, self._group)

    async def workers(self) -> list[WorkerState]:
        """Who reads for the group, and what they hold."""
        try:
            told = await self._client.xinfo_consumers(self.key, self._group)
        except ResponseError as error:
            if str(error).startswith(_GROUP_IS_LOST) or "no such key" in str(error):
                return []
            raise
        return [
            WorkerState(each["name"].decode(), self.key, each["pending"], each["idle"] / 1000) for each in told
        ]

    async def dismiss(self, idle_seconds: float) -> int:
        """Delete consumers that hold nothing and were silent for so long."""
        return int(await self._client.eval(_DISMISS, 1, self.key, self._group, round(idle_seconds * 1000)))

    async def in_group(self, command: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """The answer to a command that needs the group: made when it is not there, or there no longer."""
        while True:
            try:
                return await command()
            except ResponseError as error:
                if not is_about_a_lost_group(error):
                    raise
            await self.make_group()

    async def make_group(self) -> None:
        """At the beginning, not at the end: what is on the stream already has not been recorded, or is known."""
        try:
            await self._client.xgroup_create(self.key, self._group, id="0", mkstream=True)
        except ResponseError as error:
            # another worker was faster
            if not str(error).startswith("BUSYGROUP"):
                raise
        else:
            logger.info("group %s reads %s from its beginning", self._group, self.key)

    async def _held_by(self, worker: str, after: bytes, count: int) -> list[Entry]:
        command = (
            b"XREADGROUP",
            b"GROUP",
            self._group,
            worker,
            b"COUNT",
            b"%d" % count,
            b"STREAMS",
            self.key,
            after,
        )
        [reply] = await replies_to(self._client, [command])
        return reply[0][1] if reply else []

    async def _claim(
        self, worker: str, idle_seconds: float, cursor: bytes, count: int
    ) -> tuple[bytes, list[Entry]]:
        idle = b"%d" % round(idle_seconds * 1000)
        command = (b"XAUTOCLAIM", self.key, self._group, worker, idle, cursor, b"COUNT", b"%d" % count)
        [(cursor, entries, *deleted)] = await replies_to(self._client, [command])
        await self._acknowledge_deleted(deleted[0] if deleted else [])
        return cursor, await self._without_deleted(entries)

    async def _without_deleted(self, entries: Iterable[Entry | None]) -> list[Entry]:
        """The entries that are still there. Nobody can ever do the work of the others: it is done."""
        found = [entry for entry in entries if entry]
        await self._acknowledge_deleted([position for position, fields in found if not fields])
        return [entry for entry in found if entry[1]]

    async def _acknowledge_deleted(self, positions: Sequence[bytes]) -> None:
        if positions:
            logger.warning("%d entries of %s were deleted before they were recorded", len(positions), self.key)
            await self._client.xack(self.key, self._group, *positions)


def is_about_a_lost_group(error: ResponseError) -> bool:
    """Whether the server says that it knows no such group, or that the stream went away while we waited."""
    return str(error).startswith(_GROUP_IS_LOST)
