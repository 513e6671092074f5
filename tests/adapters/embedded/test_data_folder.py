"""One owner at a time, found by others while it runs, and clear words when it cannot."""

import os
import socket
import stat
from pathlib import Path

import pytest

from olympus.adapters.embedded import (
    DataFolderInUse,
    DataFolderUnreachable,
    DataOfAnotherVersion,
    default_data_folder,
    embedded_servers,
    running_servers,
)
from olympus.adapters.embedded.account import account_for
from olympus.adapters.embedded.data_folder import owning
from tests.adapters.embedded.owner import owner_of

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as another account")


def test_a_second_owner_is_refused_and_told_of_the_first(used_folder: Path) -> None:
    with owner_of(used_folder) as owner:
        owner.server_pids()

        with pytest.raises(DataFolderInUse, match=f"in use by the process {owner.process.pid}"):
            embedded_servers(used_folder).__enter__()

        assert running_servers(used_folder)


def test_servers_are_found_from_elsewhere_while_they_run_and_not_after(used_folder: Path) -> None:
    assert running_servers(used_folder) is None

    with embedded_servers(used_folder) as servers:
        assert running_servers(used_folder) == servers.addresses

    assert running_servers(used_folder) is None


def test_an_announcement_left_by_a_killed_owner_is_not_believed(used_folder: Path) -> None:
    with embedded_servers(used_folder):
        announcement = (used_folder / "servers.json").read_text()

    (used_folder / "servers.json").write_text(announcement)

    assert running_servers(used_folder) is None


def test_nobody_is_told_of_servers_that_have_yet_to_start(folder: Path) -> None:
    assert running_servers(folder) is None
    with owning(folder):
        assert running_servers(folder) is None


def test_what_holds_the_password_is_closed_to_others(used_folder: Path) -> None:
    with embedded_servers(used_folder) as servers:
        password = (used_folder / "password").read_text()
        assert password in servers.addresses.database_url
        holders = [path for path in used_folder.rglob("*") if path.is_file() and _contains(path, password)]

    assert {used_folder / "password", used_folder / "servers.json"} <= set(holders)
    assert {stat.S_IMODE(path.stat().st_mode) for path in holders if path.exists()} == {0o600}


def test_each_data_folder_has_a_password_of_its_own(folder: Path) -> None:
    with owning(folder) as one, owning(folder.with_name("other")) as other:
        assert one.password != other.password


def test_a_port_taken_by_another_program_is_given_up_for_a_free_one(folder: Path) -> None:
    with owning(folder) as owned:
        postgres, valkey = owned.ports()
        assert owned.ports() == (postgres, valkey)

        with socket.create_server(("127.0.0.1", postgres)):
            other, still_valkey = owned.ports()

        assert other not in {postgres, valkey}
        assert still_valkey == valkey
        assert owned.ports() == (other, valkey)


def test_data_of_another_postgresql_are_left_alone(folder: Path) -> None:
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text("12\n")
    folder.chmod(0o711)

    with pytest.raises(DataOfAnotherVersion, match="holds data of PostgreSQL 12"):
        embedded_servers(folder).__enter__()


@as_root
def test_a_folder_the_servers_cannot_reach_is_named_and_not_opened_up(folder: Path) -> None:
    home = folder.with_name("home")
    home.mkdir(mode=0o700)

    with pytest.raises(DataFolderUnreachable, match=f"{home} may not be entered by 'nobody'"):
        embedded_servers(home / "data").__enter__()

    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@as_root
def test_root_runs_servers_as_the_account_their_data_belong_to(folder: Path) -> None:
    data = folder / "postgres"
    data.mkdir(parents=True)
    os.chown(data, 4321, 8765)

    account = account_for(data)

    assert account is not None
    assert (account.uid, account.gid) == (4321, 8765)


@as_root
def test_root_keeps_its_data_where_the_servers_account_can_reach_them() -> None:
    assert default_data_folder() == Path("/var/lib/olympus")


def _contains(path: Path, password: str) -> bool:
    return password.encode() in path.read_bytes()
