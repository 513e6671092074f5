"""Is the Redis-compatible server there?"""

from redis.asyncio import Redis

from olympus.adapters.redis.reaching import reaching
from olympus.ports.component import Component, State


def redis_server(client: Redis) -> Component:
    """The server, judged by whether it answers."""

    async def examine() -> State:
        async with reaching("Redis"):
            await client.ping()
        return State({"connected": True})

    return Component("redis", examine, {"connected": False}, essential=True)
