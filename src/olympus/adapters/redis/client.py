"""Connections to Redis or Valkey: how every client of ours is built."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

CONNECT_SECONDS = 3.0
_IDLE_SECONDS_BEFORE_A_PING = 15
_MOST_CONNECTIONS = 100


def connect(url: str) -> Redis:
    """A client with a pool of connections, none of which is opened before the first is needed.

    How long a command may take is said by `reaching`, around it: a client without that waits for ever.
    """
    return Redis.from_url(
        url,
        client_name="olympus",
        decode_responses=False,
        max_connections=_MOST_CONNECTIONS,
        # one shape of replies, whatever the server speaks besides
        protocol=2,
        # redis-py keeps to a socket_timeout with asyncio.wait_for, which on Python 3.11 swallows a
        # cancellation that comes while a command is sent: most of them when busy (see the tests)
        socket_timeout=None,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_keepalive=True,
        health_check_interval=_IDLE_SECONDS_BEFORE_A_PING,
        # only who calls knows whether a command that may have been carried out may be sent again
        retry=Retry(NoBackoff(), retries=0),
    )
