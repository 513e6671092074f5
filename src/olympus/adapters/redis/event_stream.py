"""The durable queue of messages on Redis streams, with one consumer group for all workers."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import TypeVar
from zlib import crc32

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.adapters.redis.entries import Entry, fields_of, message_of
from olympus.adapters.redis.filling import Filling
from olympus.adapters.redis.pipelining import replies_to
from olympus.adapters.redis.put_once import put_once
from olympus.adapters.redis.reaching import REPLY_SECONDS, reaching
from olympus.adapters.redis.shard import Shard, is_about_a_lost_group
from olympus.ports.event_stream import BATCH_BYTES, Backlog, Delivery, EventStream, Message, WorkerState

_SOURCE = "the event stream"

_Answer = TypeVar("_Answer")


class RedisEventStream(EventStream):
    """Keeps messages on the stream `key`, where producers may also append events themselves.

    With more than one shard, `key` is the first and `key:1`, `key:2` … are the others. Their number may be
    changed at any time upwards; downwards once the shards that go are empty.

    It is as durable as the server writes: at once with `appendfsync always`, within a second with `everysec`.
    No command is sent twice: what was handed out in a reply that got lost lies in `own_pending`.
    """

    def __init__(
        self, client: Redis, key: str = "olympus:events", group: str = "olympus", *, shards: int = 1
    ) -> None:
        self._client = client
        self._group = group
        self._shards = [
            Shard(client, key if number == 0 else f"{key}:{number}", group) for number in range(shards)
        ]
        self._by_key = {shard.key: shard for shard in self._shards}
        self._number_of = {shard.key.encode(): number for number, shard in enumerate(self._shards)}
        self._turns = count()

    async def append(self, messages: Sequence[Message]) -> None:
        if not messages:
            return
        async with reaching(_SOURCE):
            await replies_to(
                self._client,
                ((b"XADD", self.shard_of(message), b"*", *fields_of(message)) for message in messages),
            )

    async def append_once(self, messages: Sequence[tuple[str, Message]], *, remember_seconds: float) -> list[bool]:
        if not messages:
            return []
        entries = [(key, self.shard_of(message), fields_of(message)) for key, message in messages]
        async with reaching(_SOURCE):
            return await put_once(
                self._client, entries, memory=self._shards[0].key, remember_seconds=remember_seconds
            )

    async def read(
        self, worker: str, *, limit: int, wait_seconds: float, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        until = asyncio.get_running_loop().time() + wait_seconds
        async with reaching(_SOURCE, within=wait_seconds + REPLY_SECONDS):
            filling = Filling(limit, limit_bytes)
            deliveries = await self._hand_out(worker, filling)
            if deliveries or not wait_seconds:
                return deliveries
            deliveries = await self._wait_for_some(worker, filling, until)
            return deliveries + await self._hand_out(worker, filling) if deliveries else []

    async def own_pending(self, worker: str, *, limit: int, limit_bytes: int = BATCH_BYTES) -> list[Delivery]:
        filling = Filling(limit, limit_bytes)
        async with reaching(_SOURCE):
            found = [await shard.own_pending(worker, filling) for shard in self._shards]
            return await self._handed_out_again(found)

    async def take_over(
        self, worker: str, *, idle_seconds: float, limit: int, limit_bytes: int = BATCH_BYTES
    ) -> list[Delivery]:
        filling = Filling(limit, limit_bytes)
        async with reaching(_SOURCE):
            found = [await shard.take_over(worker, idle_seconds, filling) for shard in self._shards]
            return await self._handed_out_again(found)

    async def hold(self, worker: str, positions: Sequence[str]) -> None:
        async with reaching(_SOURCE):
            for shard, ids in self._by_shard(positions):
                await shard.hold(worker, ids)

    async def acknowledge(self, positions: Sequence[str]) -> None:
        async with reaching(_SOURCE):
            for shard, ids in self._by_shard(positions):
                await shard.acknowledge(ids)

    async def trim(self) -> int:
        async with reaching(_SOURCE):
            return sum([await shard.trim() for shard in self._shards])

    async def backlog(self) -> Backlog:
        async with reaching(_SOURCE):
            return Backlog(tuple([await shard.backlog() for shard in self._shards]))

    def shard_of(self, message: Message) -> str:
        if message.tenant_id is None or len(self._shards) == 1:
            return self._shards[0].key
        return self._shards[crc32(message.tenant_id.encode(errors="replace")) % len(self._shards)].key

    async def workers(self) -> list[WorkerState]:
        async with reaching(_SOURCE):
            return [state for shard in self._shards for state in await shard.workers()]

    async def dismiss(self, *, idle_seconds: float) -> int:
        async with reaching(_SOURCE):
            return sum([await shard.dismiss(idle_seconds) for shard in self._shards])

    async def _hand_out(self, worker: str, filling: Filling) -> list[Delivery]:
        """What is there: of one shard first, each in its turn, and of the others as far as there is room.

        So the entries of a batch are of few tenants where much waits, and workers that are at it at the same
        time seldom meet; and no shard waits for longer than it takes to go round.
        """
        first = next(self._turns) % len(self._shards)
        in_turn = [shard.key for shard in self._shards[first:] + self._shards[:first]]
        return [
            *await self._drawn_from(in_turn[:1], worker, filling),
            *await self._drawn_from(in_turn[1:], worker, filling),
        ]

    async def _drawn_from(self, keys: Sequence[str], worker: str, filling: Filling) -> list[Delivery]:
        """As much of each of these as there is room for, in equal parts as long as each has more."""
        deliveries: list[Delivery] = []
        having_more = keys
        while having_more and (room := filling.next_count()):
            each = max(1, room // len(having_more))
            page = await self._read_new(worker, having_more, each)
            deliveries += self._taken(page, filling)
            having_more = [key.decode() for key, entries in page if len(entries) == each]
        return deliveries

    async def _wait_for_some(self, worker: str, filling: Filling, until: float) -> list[Delivery]:
        milliseconds = round((until - asyncio.get_running_loop().time()) * 1000)
        if milliseconds <= 0:  # to the server, 0 means for ever
            return []
        each = max(1, filling.next_count() // len(self._shards))
        page = await self._read_new(worker, list(self._by_key), each, block=(b"BLOCK", b"%d" % milliseconds))
        return self._taken(page, filling)

    async def _read_new(
        self, worker: str, keys: Sequence[str], each: int, block: tuple[bytes, ...] = ()
    ) -> list[tuple[bytes, list[Entry]]]:
        options = (b"COUNT", b"%d" % each, *block)
        command: tuple[bytes | str, ...] = (
            b"XREADGROUP",
            b"GROUP",
            self._group,
            worker,
            *options,
            b"STREAMS",
            *keys,
            *[b">"] * len(keys),
        )
        [reply] = await self._in_groups(lambda: replies_to(self._client, [command]))
        return reply or []

    def _taken(self, page: Sequence[tuple[bytes, list[Entry]]], filling: Filling) -> list[Delivery]:
        deliveries = []
        for key, entries in page:
            filling.take(entries)
            prefix, name = f"{self._number_of[key]}/", key.decode()
            deliveries += [
                Delivery(prefix + position.decode(), message_of(fields, name)) for position, fields in entries
            ]
        return deliveries

    async def _handed_out_again(self, found: Sequence[Sequence[Entry]]) -> list[Delivery]:
        deliveries: list[Delivery] = []
        for number, (shard, entries) in enumerate(zip(self._shards, found, strict=True)):
            if entries:
                attempts = await shard.attempts(entries)
                deliveries += [
                    Delivery(f"{number}/{position.decode()}", message_of(fields, shard.key), attempt)
                    for (position, fields), attempt in zip(entries, attempts, strict=True)
                ]
        return deliveries

    def _by_shard(self, positions: Sequence[str]) -> list[tuple[Shard, list[str]]]:
        ids: defaultdict[str, list[str]] = defaultdict(list)
        for position in positions:
            number, _, entry = position.partition("/")
            ids[number].append(entry)
        return [(self._shards[int(number)], entries) for number, entries in ids.items()]

    async def _in_groups(self, command: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """The answer to a command that needs the group of every shard."""
        while True:
            try:
                return await command()
            except ResponseError as error:
                if not is_about_a_lost_group(error):
                    raise
            for shard in self._shards:
                await shard.make_group()
