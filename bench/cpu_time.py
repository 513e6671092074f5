"""How much of the processors each part of an intake takes: where the time goes."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM = 11, 12, 13, 14


def of_process(pid: int) -> float:
    """Seconds of a process, without its children."""
    told = _stat(pid)
    return (int(told[_USER]) + int(told[_SYSTEM])) / _TICKS if told else 0.0


def of_server(program: str, data_dir: str) -> float:
    """Seconds of a server that keeps its data in a folder, with all its processes, those that ended included."""
    [pid] = [pid for pid in _pids() if _is(pid, program, data_dir)][:1] or [0]
    told = _stat(pid)
    if not told:
        return 0.0
    ended = (int(told[_CHILDREN_USER]) + int(told[_CHILDREN_SYSTEM])) / _TICKS
    return of_process(pid) + ended + sum(of_process(child) for child in _pids() if _parent(child) == pid)


def _pids() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _is(pid: int, program: str, data_dir: str) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return False
    return words[0].endswith(program) and any(data_dir in word for word in words)


def _parent(pid: int) -> int:
    told = _stat(pid)
    return int(told[1]) if told else 0


def _stat(pid: int) -> list[str]:
    """What /proc says after the name of the program: state, parent, and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
