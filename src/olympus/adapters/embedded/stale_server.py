"""Servers that a killed owner left running, ended before new ones touch their data.

A file with a process number proves nothing: numbers are used again. A process
is taken for our server only if it was started with the very command that
names this data folder.
"""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from olympus.adapters.embedded.ending import end


def end_stale_server(pid: int, command: Sequence[str], signals: Sequence[signal.Signals]) -> None:
    """End the process `pid` if it runs `command`, wherever the program itself may lie."""
    end(lambda each: _send(pid, each), lambda: not is_running(pid, command), signals)


def is_running(pid: int, command: Sequence[str]) -> bool:
    """Whether the process `pid` was started as `command`; its program may lie in another folder."""
    program, *arguments = command
    started_as = _command_line(pid)
    wanted = " ".join([Path(program).name, *arguments])
    return started_as == wanted or started_as.endswith(f"/{wanted}")


def pid_in(file: Path) -> int | None:
    """The process number in the first line of `file`, if there is one."""
    try:
        return int(file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _command_line(pid: int) -> str:
    """How a process was started; empty if it has ended, even if nobody has taken note of its end."""
    if Path("/proc/self/cmdline").exists():
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return b" ".join(arguments).decode(errors="replace")
    shown = subprocess.run(  # noqa: S603
        ["ps", "-ww", "-o", "command=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip()


def _send(pid: int, each: signal.Signals) -> None:
    try:
        os.kill(pid, each)
    except ProcessLookupError:
        return
