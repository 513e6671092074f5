"""The servers answer real clients, and what they were given outlives them."""

import os
import signal
import time
from pathlib import Path

import asyncpg
import pytest
import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from olympus.adapters.embedded import EmbeddedServers, ServerDidNotStart, embedded_servers
from olympus.adapters.embedded.data_folder import owning
from tests.eventually import eventually
from tests.servers import FAST_POSTGRES, FAST_VALKEY, temporary_folder, temporary_servers


async def test_both_servers_answer_with_settings_that_lose_nothing(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        assert await _postgres_settings(
            servers,
            "fsync",
            "synchronous_commit",
            "data_checksums",
            "listen_addresses",
            "server_encoding",
            "TimeZone",
        ) == ["on", "on", "on", "127.0.0.1", "UTF8", "UTC"]
        assert await _valkey_settings(
            servers, "appendonly", "appendfsync", "aof-load-truncated", "maxmemory-policy", "bind"
        ) == ["yes", "always", "yes", "noeviction", "127.0.0.1"]


async def test_words_sort_and_fold_alike_whatever_locales_the_machine_has(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        assert await _value(servers, "SELECT upper('é')") == "É"
        assert await _value(servers, "SELECT 'Z' < 'a'") == "True"


@pytest.mark.parametrize("user", ["olympus", "postgres"])
async def test_nobody_comes_in_without_the_password(used_folder: Path, user: str) -> None:
    with embedded_servers(used_folder) as servers:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(
                host="127.0.0.1", port=servers.postgres.port, user=user, password="guess", database="olympus"
            )
        with pytest.raises(redis.AuthenticationError):
            await _ping(f"redis://127.0.0.1:{servers.valkey.port}/0")


async def test_data_and_addresses_survive_a_stop_and_a_start(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        before = servers.addresses
        await _remember(servers, "olives")

    with embedded_servers(used_folder) as servers:
        assert servers.addresses == before
        assert await _remembered(servers) == ("olives", "olives")


@pytest.mark.parametrize("end", ["stop", "stop at once", "kill"])
async def test_a_server_can_be_ended_and_started_again_in_its_place(used_folder: Path, end: str) -> None:
    with embedded_servers(used_folder) as servers:
        before = servers.addresses
        await _remember(servers, end)

        _end(servers, end)
        with pytest.raises(ConnectionRefusedError):
            await asyncpg.connect(before.database_url)
        with pytest.raises(redis.ConnectionError):
            await _ping(before.redis_url)

        servers.postgres.start()
        servers.valkey.start()
        assert servers.addresses == before
        assert await _remembered(servers) == (end, end)


async def test_the_torn_end_of_valkeys_log_is_dropped_and_the_rest_kept(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        await _remember(servers, "whole")
        servers.valkey.kill()
        log = max((used_folder / "valkey" / "appendonlydir").glob("*.incr.aof"))
        with log.open("ab") as file:
            file.write(b"*3\r\n$3\r\nSET\r\n$4\r\nwor")

        servers.valkey.start()

        assert await _remembered(servers) == ("whole", "whole")


async def test_valkey_answers_as_soon_as_its_start_returns_however_long_it_loads(used_folder: Path) -> None:
    # a pause at each entry, and an answer to who asks meanwhile (entries that compress are read at one go)
    slow_loading = {"key-load-delay": "20000", "loading-process-events-interval-bytes": "1024"}
    with embedded_servers(used_folder, valkey_settings=slow_loading) as servers:
        async with redis.Redis.from_url(servers.addresses.redis_url) as client:
            await client.mset({f"entry {number}": os.urandom(2_000) for number in range(20)})
            await client.bgrewriteaof()
            await eventually(lambda: _is_rewritten(client))
        servers.valkey.stop()

        servers.valkey.start()

        await _ping(servers.addresses.redis_url)


def test_starting_a_running_server_or_stopping_a_stopped_one_changes_nothing(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        pid = servers.postgres.pid
        servers.postgres.start()
        assert servers.postgres.pid == pid

        servers.valkey.stop()
        servers.valkey.stop()
        assert servers.valkey.pid is None


async def test_both_servers_are_gone_when_the_block_ends_in_an_error(used_folder: Path) -> None:
    block = embedded_servers(used_folder)
    servers = block.__enter__()
    pids = [servers.postgres.pid, servers.valkey.pid]

    assert not block.__exit__(ValueError, ValueError("ours"), None)

    for pid in pids:
        assert pid
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_server_that_cannot_start_says_why_at_once(used_folder: Path) -> None:
    nonsense = {"shared_buffers": "plenty"}

    with (
        pytest.raises(ServerDidNotStart, match='invalid value for parameter "shared_buffers"'),
        embedded_servers(used_folder, postgres_settings=nonsense),
    ):
        pass

    with (
        pytest.raises(ServerDidNotStart, match="Bad directive or wrong number of arguments"),
        embedded_servers(used_folder, valkey_settings={"plenty": "yes"}),
    ):
        pass


async def test_each_test_run_has_fast_servers_of_its_own(used_folder: Path) -> None:
    with temporary_servers() as servers, embedded_servers(used_folder) as others:
        assert servers.addresses != others.addresses
        await _remember(servers, "ours")
        await _remember(others, "theirs")
        assert await _remembered(servers) == ("ours", "ours")
        assert await _postgres_settings(servers, *FAST_POSTGRES) == [*FAST_POSTGRES.values()]
        assert await _valkey_settings(servers, *FAST_VALKEY) == [*FAST_VALKEY.values()]


def test_a_test_run_that_is_told_to_end_does_so_and_takes_its_servers_with_it() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(KeyboardInterrupt), temporary_servers():
        signal.raise_signal(signal.SIGTERM)

    assert signal.getsignal(signal.SIGTERM) is before


def test_the_folder_of_a_test_run_is_gone_afterwards() -> None:
    with temporary_folder() as folder:
        (folder / "data").mkdir()

    assert not folder.exists()


def test_what_a_killed_test_run_left_behind_is_swept_away_when_it_is_old_and_nobodys() -> None:
    with temporary_folder() as old, temporary_folder() as owned, temporary_folder() as fresh:
        place, before = old.parent, time.time() - 4_000
        with owning(owned / "data"):
            for folder in (old, owned):
                os.utime(folder, (before, before))

            with temporary_folder() as folder:
                assert folder.parent == place
                assert [each.exists() for each in (old, owned, fresh)] == [False, True, True]
        old.mkdir()


def _end(servers: EmbeddedServers, how: str) -> None:
    match how:
        case "stop":
            servers.postgres.stop()
            servers.valkey.stop()
        case "stop at once":
            servers.postgres.stop("immediate")
            servers.valkey.stop()
        case _:
            servers.postgres.kill()
            servers.valkey.kill()


async def _is_rewritten(client: redis.Redis) -> bool:
    state = await client.info("persistence")
    return not state["aof_rewrite_in_progress"] and not state["aof_rewrite_scheduled"]


async def _ping(url: str) -> None:
    """The client would call again and again, for seconds, before it told of a failure."""
    async with redis.Redis.from_url(url, retry=Retry(NoBackoff(), 0)) as client:
        await client.ping()


async def _remember(servers: EmbeddedServers, word: str) -> None:
    await _value(servers, "DROP TABLE IF EXISTS words")
    await _value(servers, f"CREATE TABLE words AS SELECT '{word}' AS word")
    async with redis.Redis.from_url(servers.addresses.redis_url) as client:
        await client.set("word", word)


async def _remembered(servers: EmbeddedServers) -> tuple[str, str]:
    async with redis.Redis.from_url(servers.addresses.redis_url, decode_responses=True) as client:
        return await _value(servers, "SELECT word FROM words"), str(await client.get("word"))


async def _postgres_settings(servers: EmbeddedServers, *names: str) -> list[str]:
    return [await _value(servers, f"SHOW {name}") for name in names]


async def _valkey_settings(servers: EmbeddedServers, *names: str) -> list[str]:
    async with redis.Redis.from_url(servers.addresses.redis_url, decode_responses=True) as client:
        settings = await client.config_get(*names)
    return [str(settings[name]) for name in names]


async def _value(servers: EmbeddedServers, statement: str) -> str:
    connection = await asyncpg.connect(servers.addresses.database_url)
    try:
        return str(await connection.fetchval(statement))
    finally:
        await connection.close()
