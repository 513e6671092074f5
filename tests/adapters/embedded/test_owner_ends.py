"""However the owner of the servers ends, they end with it."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Iterable
from glob import glob
from pathlib import Path

import asyncpg
import pytest

from olympus.adapters.embedded import embedded_servers, running_servers
from tests.adapters.embedded.owner import owner_of
from tests.eventually import eventually

LONG_ENOUGH_SECONDS = 30.0


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_an_owner_told_to_end_ends_its_servers_first(used_folder: Path, told: signal.Signals) -> None:
    with owner_of(used_folder) as owner:
        pids = owner.server_pids()

        owner.process.send_signal(told)
        owner.process.wait(LONG_ENOUGH_SECONDS)

        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
        assert not (used_folder / "servers.json").exists()
        assert "database system is shut down" in (used_folder / "postgres.log").read_text()


def test_ctrl_c_in_a_terminal_reaches_the_owner_and_not_its_servers(used_folder: Path) -> None:
    with owner_of(used_folder) as owner:
        pids = owner.server_pids()

        assert {os.getsid(pid) for pid in pids} == set(pids)
        assert os.getsid(owner.process.pid) == os.getsid(0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_a_killed_owner_takes_its_servers_with_it(used_folder: Path) -> None:
    with owner_of(used_folder) as owner:
        watched = [os.pidfd_open(pid) for pid in owner.server_pids()]

        owner.process.kill()

        _wait_until_ended(watched)
    assert running_servers(used_folder) is None
    assert "database system is shut down" in (used_folder / "postgres.log").read_text()


async def test_an_owner_killed_while_it_makes_its_data_leaves_nothing_that_matters(folder: Path) -> None:
    with owner_of(folder) as owner:
        half_made = str(folder / "postgres.unfinished*" / "data" / "PG_VERSION")
        await eventually(lambda: asyncio.to_thread(glob, half_made))
        assert not await asyncio.to_thread((folder / "postgres").exists)
        owner.process.kill()
    with embedded_servers(folder) as servers:
        connection = await asyncpg.connect(servers.addresses.database_url)
        assert await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = 'olympus'") == 1
        await connection.close()


def test_what_a_killed_start_left_behind_is_swept_away(used_folder: Path) -> None:
    left_behind = used_folder / "postgres.unfinished-before" / "data" / "base"
    with embedded_servers(used_folder):
        left_behind.mkdir(parents=True)

    with embedded_servers(used_folder):
        assert [path.name for path in used_folder.glob("postgres.unfinished*")] == []


def _wait_until_ended(watched: Iterable[int]) -> None:
    """A process's descriptor becomes readable when it ends, whoever started it."""
    for descriptor in watched:
        with os.fdopen(descriptor):
            ended, _, _ = select.select([descriptor], [], [], LONG_ENOUGH_SECONDS)
            assert ended
