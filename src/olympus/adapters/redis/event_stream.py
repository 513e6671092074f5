"""The durable queue of messages on a Redis stream, with one consumer group for all workers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar, cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.redis import stream_state
from olympus.adapters.redis.entries import fields_of, message_of
from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.put_once import put_once
from olympus.adapters.redis.reaching import REPLY_SECONDS, reaching
from olympus.ports.event_stream import Backlog, Delivery, EventStream, Message

_SOURCE = "the event stream"
_GROUP_IS_LOST = ("NOGROUP", "UNBLOCKED the stream key no longer exists")

logger = logging.getLogger(__name__)

Entry: TypeAlias = tuple[bytes, dict[bytes, bytes]]
"""An id with its fields; without any when somebody deleted the entry before it was acknowledged."""

_Answer = TypeVar("_Answer")


class RedisEventStream(EventStream):
    """Keeps messages on the stream `key`, where producers may also append events themselves.

    It is as durable as the server writes: at once with `appendfsync always`, within a second with `everysec`.
    No command is sent twice: what was handed out in a reply that got lost lies in `own_pending`.
    """

    def __init__(self, client: Redis, key: str = "olympus:events", group: str = "olympus") -> None:
        self._client = client
        self._key = key
        self._group = group

    async def append(self, messages: Sequence[Message]) -> None:
        if not messages:
            return
        async with reaching(_SOURCE):
            await replies_to(
                self._client, ((b"XADD", self._key, b"*", *fields_of(message)) for message in messages)
            )

    async def append_once(self, messages: Sequence[tuple[str, Message]], *, remember_seconds: float) -> list[bool]:
        if not messages:
            return []
        entries = [(key, fields_of(message)) for key, message in messages]
        async with reaching(_SOURCE):
            return await put_once(self._client, self._key, entries, remember_seconds=remember_seconds)

    async def read(self, worker: str, *, limit: int, wait_seconds: float) -> list[Delivery]:
        until = asyncio.get_running_loop().time() + wait_seconds
        async with reaching(_SOURCE, within=wait_seconds + REPLY_SECONDS):
            entries = await self._in_group(lambda: self._hand_out(worker, limit, until))
        return [self._delivery(entry) for entry in entries]

    async def own_pending(self, worker: str, *, limit: int) -> list[Delivery]:
        async with reaching(_SOURCE):
            while entries := await self._in_group(lambda: self._held_by(worker, limit)):
                if kept := await self._without_deleted(entries):
                    return await self._handed_out_again(kept)
            return []

    async def take_over(self, worker: str, *, idle_seconds: float, limit: int) -> list[Delivery]:
        async with reaching(_SOURCE):
            entries = await self._in_group(lambda: self._claim(worker, idle_seconds, limit))
            return await self._handed_out_again(entries)

    async def acknowledge(self, positions: Sequence[str]) -> None:
        if not positions:
            return
        async with reaching(_SOURCE):
            await self._client.xack(self._key, self._group, *positions)

    async def trim(self) -> int:
        async with reaching(_SOURCE):
            needed = await stream_state.first_needed(self._client, self._key, self._group)
            if needed is None:
                return 0
            # exact: an approximate trim keeps up to a node of entries, whole ones are as cheap either way
            return await self._client.xtrim(self._key, minid=needed.decode(), approximate=False)

    async def backlog(self) -> Backlog:
        async with reaching(_SOURCE):
            return await stream_state.backlog(self._client, self._key, self._group)

    async def _hand_out(self, worker: str, limit: int, until: float) -> list[Entry]:
        """Entries that nobody has; waits for the first one as long as there is time left."""
        milliseconds = round((until - asyncio.get_running_loop().time()) * 1000)
        # to the server, 0 means for ever
        block = milliseconds if milliseconds > 0 else None
        return _entries(
            await self._client.xreadgroup(self._group, worker, {self._key: ">"}, count=limit, block=block)
        )

    async def _held_by(self, worker: str, limit: int) -> list[Entry]:
        return _entries(await self._client.xreadgroup(self._group, worker, {self._key: "0"}, count=limit))

    async def _claim(self, worker: str, idle_seconds: float, limit: int) -> list[Entry]:
        """The server looks at a stretch of what is pending at a time: its cursor is followed to the end."""
        claimed: list[Entry] = []
        cursor = stream_state.BEGINNING
        while True:
            cursor, entries, *deleted = await self._client.xautoclaim(
                self._key,
                self._group,
                worker,
                min_idle_time=round(idle_seconds * 1000),
                start_id=cursor,
                count=limit - len(claimed),
            )
            claimed += await self._without_deleted(entries)
            await self._acknowledge_deleted(deleted[0] if deleted else [])
            if cursor == stream_state.BEGINNING or len(claimed) >= limit:
                return claimed

    async def _without_deleted(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that are still there. Nobody can ever do the work of the others: it is done."""
        kept = [entry for entry in entries if entry[1]]
        await self._acknowledge_deleted([position for position, fields in entries if position and not fields])
        return kept

    async def _acknowledge_deleted(self, positions: Sequence[bytes]) -> None:
        if positions:
            logger.warning("%d entries of %s were deleted before they were recorded", len(positions), self._key)
            await self._client.xack(self._key, self._group, *positions)

    async def _handed_out_again(self, entries: Sequence[Entry]) -> list[Delivery]:
        """Deliveries with the number of times each was handed out: asked for these alone, they are few."""
        if not entries:
            return []
        told = await replies_to(
            self._client,
            ((b"XPENDING", self._key, self._group, position, position, b"1") for position, _ in entries),
        )
        # an id, who holds it, since when, and how often it was handed out
        attempts = [pending[0][3] if pending else 1 for pending in told]
        return [self._delivery(*again) for again in zip(entries, attempts, strict=True)]

    def _delivery(self, entry: Entry, attempts: int = 1) -> Delivery:
        position, fields = entry
        return Delivery(position.decode(), message_of(fields, self._key), attempts)

    async def _in_group(self, command: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """The answer to a command that needs the group: made when it is not there, or there no longer."""
        while True:
            try:
                return await command()
            except ResponseError as error:
                if not str(error).startswith(_GROUP_IS_LOST):
                    raise
            await self._make_group()

    async def _make_group(self) -> None:
        """At the beginning, not at the end: what is on the stream already has not been recorded, or is known."""
        try:
            await self._client.xgroup_create(self._key, self._group, id="0", mkstream=True)
        except ResponseError as error:
            # another worker was faster
            if not str(error).startswith("BUSYGROUP"):
                raise
        else:
            logger.info("group %s reads %s from its beginning", self._group, self._key)


def _entries(reply: object) -> list[Entry]:
    """Those of the only stream that was asked for."""
    streams = cast("list[tuple[bytes, list[Entry]]]", reply)
    return streams[0][1] if streams else []
