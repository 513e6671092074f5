"""How far the groups of a Redis stream have come: what may be forgotten, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from olympus.ports.event_stream import ShardBacklog

_PAGE = 100
BEGINNING = b"0-0"


@dataclass(frozen=True, slots=True)
class Group:
    """A consumer group. Up to `delivered` it was handed everything, of which `pending` are not acknowledged."""

    name: bytes
    delivered: bytes = BEGINNING
    pending: int = 0
    lag: int | None = None
    """Entries after `delivered`; None when the server has lost count, as it does when entries are deleted."""


async def first_needed(client: Redis, key: str, group: str) -> bytes | None:
    """The id before which every group has acknowledged everything; None if `group` is not among them.

    A group that the server lost starts at the beginning again when it is made anew: until then all is needed.
    """
    groups = await _groups(client, key)
    if not any(each.name == group.encode() for each in groups):
        return None
    return min([await _first_needed_by(client, key, each) for each in groups], key=_order)


async def backlog(client: Redis, key: str, group: str) -> ShardBacklog:
    """What waits for `group`. Ages are told by the server's clock, which also made the ids."""
    named = {each.name: each for each in await _groups(client, key)}
    ours = named.get(group.encode(), Group(group.encode()))
    lag = await _lag(client, key, ours)
    oldest = await _oldest(client, key, ours)
    seconds = 0.0 if oldest is None else await _age(client, oldest)
    return ShardBacklog(key, lag + ours.pending, ours.pending, seconds)


async def _groups(client: Redis, key: str) -> list[Group]:
    try:
        return [_group(told) for told in await client.xinfo_groups(key)]
    except ResponseError as error:
        if "no such key" in str(error):
            return []
        raise


def _group(told: Mapping[str, Any]) -> Group:
    return Group(told["name"], told["last-delivered-id"], told["pending"], told.get("lag"))


async def _first_needed_by(client: Redis, key: str, group: Group) -> bytes:
    """Its oldest entry not acknowledged.

    The two questions are asked one after the other: what is acknowledged in between only leaves more
    behind than it must, for nothing after `delivered` of the first answer is ever given up.
    """
    return await _oldest_pending(client, key, group) or _next(group.delivered)


async def _oldest_pending(client: Redis, key: str, group: Group) -> bytes | None:
    if not group.pending:
        return None
    summary: dict[str, Any] = await client.xpending(key, group.name)
    return cast("bytes | None", summary["min"])


async def _oldest(client: Redis, key: str, group: Group) -> bytes | None:
    """Nothing is handed out before what is older, so what is pending is older than what waits."""
    pending = await _oldest_pending(client, key, group)
    if pending is not None:
        return pending
    return next(iter(await _ids(client, key, after=group.delivered, count=1)), None)


async def _lag(client: Redis, key: str, group: Group) -> int:
    """Counted from the front when the server cannot tell: trimming keeps short what was handed out already."""
    if group.lag is not None:
        return group.lag
    handed_out = 0
    position = BEGINNING
    while page := await _ids(client, key, after=position, until=group.delivered, count=_PAGE):
        handed_out += len(page)
        position = page[-1]
    return max(0, await client.xlen(key) - handed_out)


async def _ids(client: Redis, key: str, *, after: bytes, until: bytes = b"+", count: int) -> list[bytes]:
    entries = cast("list[tuple[bytes, object]]", await client.xrange(key, b"(" + after, until, count))
    return [entry for entry, _ in entries]


async def _age(client: Redis, entry: bytes) -> float:
    seconds, microseconds = await client.time()
    return max(0.0, seconds + microseconds / 1e6 - _order(entry)[0] / 1000)


def _order(entry: bytes) -> tuple[int, int]:
    milliseconds, _, sequence = entry.partition(b"-")
    return int(milliseconds), int(sequence)


def _next(entry: bytes) -> bytes:
    milliseconds, sequence = _order(entry)
    return b"%d-%d" % (milliseconds, sequence + 1)
