"""The data of a PostgreSQL server, made once and then used for ever.

Made under another name and renamed when whole, database and all: a start that
was killed half-way leaves only rubbish, which the next one sweeps away.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from olympus.adapters.embedded.account import Account, give
from olympus.adapters.embedded.errors import DataOfAnotherVersion, ServerDidNotStart
from olympus.adapters.embedded.launching import launch
from olympus.adapters.embedded.private_file import write_private_file
from olympus.adapters.embedded.wheels import Programs

SETTINGS_FILE = "olympus.conf"
ROLE = "olympus"
DATABASE = "olympus"
_UNFINISHED = "postgres.unfinished-"


def ensure_cluster(data: Path, programs: Programs, password: str, account: Account | None) -> None:
    """Make the data folder unless it is there, and check that our PostgreSQL can read it."""
    for left_behind in data.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    if data.exists():
        _check_version(data, programs, account)
    else:
        _make(data, programs, password, account)


def _make(data: Path, programs: Programs, password: str, account: Account | None) -> None:
    with _unfinished(data.parent, account) as place:
        unfinished, password_file = place / "data", place / "password"
        write_private_file(password_file, password)
        _run([str(programs.initdb), f"--pgdata={unfinished}", *_initdb_options(password_file)], account)
        single_user = ["--single", "-D", str(unfinished), "-c", "exit_on_error=on", "postgres"]
        _run([str(programs.postgres), *single_user], account, told=f"CREATE DATABASE {DATABASE};\n")
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(f"\n# written at each start\ninclude = '{SETTINGS_FILE}'\n")
        unfinished.rename(data)
    _make_the_name_durable(data.parent)


@contextmanager
def _unfinished(folder: Path, account: Account | None) -> Iterator[Path]:
    """A place nobody else uses: an initdb that outlived its owner for a moment still clears up its own."""
    place = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        give(place, account)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _initdb_options(password_file: Path) -> list[str]:
    """The built-in locale sorts and folds alike on every system and needs none of its locales."""
    return [
        f"--username={ROLE}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums",
    ]


def _check_version(data: Path, programs: Programs, account: Account | None) -> None:
    written_by = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    # "postgres (PostgreSQL) 18.6"
    major = _run([str(programs.postgres), "--version"], account).split()[2].partition(".")[0]
    if written_by != major:
        raise DataOfAnotherVersion(data, written_by, major)


def _run(command: Sequence[str], account: Account | None, told: str = "") -> str:
    """Run a program to its end, telling it `told`, and return what it says."""
    process = launch(
        command,
        account=account,
        owner_gone=signal.SIGTERM,
        stdin=subprocess.PIPE,
    )
    try:
        said = process.communicate(told.encode())[0].decode(errors="replace")
    except BaseException:
        process.terminate()
        process.communicate()
        raise
    if process.returncode != 0:
        raise ServerDidNotStart(Path(command[0]).name, f"failed ({process.returncode})", said)
    return said


def _make_the_name_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
