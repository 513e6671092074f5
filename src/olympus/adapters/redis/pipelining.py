"""Many commands in one round trip."""

from collections.abc import Iterable
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ResponseError


async def replies_to(client: Redis, commands: Iterable[tuple[bytes | str, ...]]) -> list[Any]:
    """The raw replies to the commands, none of which waits for the others; raises the first error among them."""
    replies = await all_replies_to(client, commands)
    for reply in replies:
        if isinstance(reply, ResponseError):
            raise reply
    return replies


async def all_replies_to(client: Redis, commands: Iterable[tuple[bytes | str, ...]]) -> list[Any]:
    """The raw replies to the commands, errors among them.

    redis-py's own pipeline does the same with twice the work, for it packs commands in Python, and it
    puts the command into the error: tenants' data would get into our logs.
    """
    packed = [hiredis.pack_command(command) for command in commands]  # type: ignore[arg-type]
    pool = client.connection_pool
    connection = await pool.get_connection()  # type: ignore[no-untyped-call]
    try:
        # whoever is cancelled from here on loses the connection, and with it the replies nobody has read
        await connection.send_packed_command(packed)
        replies = [await _reply(connection) for _ in packed]
    finally:
        await pool.release(connection)
    return replies


async def _reply(connection: AbstractConnection) -> Any:
    """An error is a reply as well: those after it must be read before anybody else uses the connection."""
    try:
        return await connection.read_response()
    except ResponseError as error:
        return error
