"""Whom the servers run as, and whether that account can reach a folder.

PostgreSQL refuses to run as root. Rather than adding an account to somebody's
machine or opening up somebody's folders, root's servers run as `nobody`.
"""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from olympus.adapters.embedded.errors import EmbeddedServersError


@dataclass(frozen=True, slots=True)
class Account:
    """An existing account without privileges."""

    name: str
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Whom root's servers run as: the owner of the `data` there are, else `nobody`.

    None unless we are root: the servers then run as whoever starts them.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (found := data.stat()).st_uid != 0:
        return Account(_name_of(found.st_uid), found.st_uid, found.st_gid)
    return _nobody()


def give(path: Path, account: Account | None) -> None:
    """Make `account` the owner of `path`; without one it stays ours."""
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def first_barrier(path: Path, account: Account) -> Path | None:
    """The first step on the way to `path`, itself included, that `account` may not enter or run."""
    path = path.resolve()
    for step in (*reversed(path.parents), path):
        if step.exists() and not _may_enter(step.stat(), account):
            return step
    return None


def _may_enter(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _nobody() -> Account:
    try:
        found = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedServersError(
            "PostgreSQL refuses to run as root, and there is no account 'nobody' to run it as. "
            "Start Olympus as another account."
        ) from None
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
