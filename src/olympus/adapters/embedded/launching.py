"""Starting a program so that it ends when its owner does, however the owner ends.

Linux tells a process of its parent's death (prctl PR_SET_PDEATHSIG), also
when the parent was killed outright. To be exact it tells of the death of the
*thread* that started it: start servers from the main thread, or from one that
lives as long as they should. Elsewhere a killed owner leaves its servers
running until the next owner of the folder ends them (see `stale_server`).
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import IO

from olympus.adapters.embedded.account import Account

_PR_SET_PDEATHSIG = 1
# looked up before any fork: the child of a process with threads should do as little as it can
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def launch(
    command: Sequence[str],
    *,
    account: Account | None,
    owner_gone: signal.Signals,
    stdin: int = subprocess.DEVNULL,
    output: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start `command` as `account`; it gets `owner_gone` when we are gone.

    It has a session of its own: Ctrl-C in a terminal reaches us alone, and we
    end it once we no longer need it. Errors go where the output goes.
    """
    return subprocess.Popen(  # noqa: S603
        command,
        cwd="/",
        env=_environment(),
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        umask=0o077,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_ending_with_owner(owner_gone),  # noqa: PLW1509
    )


def _ending_with_owner(owner_gone: signal.Signals) -> Callable[[], None] | None:
    if _LIBC is None:
        return None
    prctl = _LIBC.prctl
    owner = os.getpid()

    def ask_to_be_told() -> None:
        # runs after the change of account, which would have cancelled the wish
        prctl(_PR_SET_PDEATHSIG, int(owner_gone), 0, 0, 0)
        if os.getppid() != owner:
            # the owner was gone before the wish was made: nobody will tell us
            os._exit(1)

    return ask_to_be_told


def _environment() -> dict[str, str]:
    """Of ours only where programs and libraries lie: the rest may change the servers, or be secret."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
