"""Servers that a killed owner left running are ended; processes that merely look like them are not."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from olympus.adapters.embedded import embedded_servers
from olympus.adapters.embedded.account import account_for
from olympus.adapters.embedded.stale_server import pid_in
from olympus.adapters.embedded.wheels import programs_in_wheels
from tests.eventually import eventually


async def test_servers_left_running_are_ended_and_new_ones_started_in_their_place(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        before = servers.addresses
    programs = programs_in_wheels()
    with (
        _left_running(used_folder, [str(programs.postgres), "-D", str(used_folder / "postgres")]) as postgres,
        _left_running(
            used_folder, [str(programs.valkey_server), str(used_folder / "valkey" / "valkey.conf")]
        ) as valkey,
    ):
        await eventually(lambda: _names(used_folder / "postgres" / "postmaster.pid", postgres))
        await eventually(lambda: _names(used_folder / "valkey" / "valkey.pid", valkey))

        with embedded_servers(used_folder) as servers:
            assert (postgres.wait(0), valkey.wait(0)) == (0, 0)
            assert servers.addresses == before
            connection = await asyncpg.connect(servers.addresses.database_url)
            await connection.close()


def test_a_process_that_only_has_the_number_of_a_former_server_is_left_alone(used_folder: Path) -> None:
    with embedded_servers(used_folder):
        lock_file = (used_folder / "postgres" / "postmaster.pid").read_text()
    with _left_running(used_folder, ["sleep", "600"]) as bystander:
        former, _, rest = lock_file.partition("\n")
        assert former.isdigit()
        (used_folder / "postgres" / "postmaster.pid").write_text(f"{bystander.pid}\n{rest}")
        (used_folder / "valkey" / "valkey.pid").write_text(f"{bystander.pid}\n")

        with embedded_servers(used_folder) as servers:
            assert servers.postgres.pid
            assert bystander.poll() is None


@contextmanager
def _left_running(folder: Path, command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process as a killed owner leaves it on a system that does not tell of a parent's death."""
    account = account_for(folder / "postgres")
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


async def _names(pid_file: Path, process: subprocess.Popen[bytes]) -> bool:
    return pid_in(pid_file) == process.pid
