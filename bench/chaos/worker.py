"""A place for one worker process, which is started, paused, killed or asked to leave."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

_FAREWELL_SECONDS = 75  # a worker may wait a minute for an answer of the database that never comes
_STARTING_SECONDS = 15


class Worker:
    """Without a name it is somebody new at each start, and others must take over what it left."""

    def __init__(self, name: str | None, environment: Mapping[str, str], log: Path) -> None:
        self._environment = {**environment, **({"OLYMPUS_WORKER": name} if name else {})}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._is_leaving = False

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None and not self._is_leaving

    @property
    def ended_by_itself(self) -> bool:
        return self._process is not None and self._process.poll() is not None and not self._is_leaving

    @property
    def is_starting(self) -> bool:
        """Perhaps it does not hear yet when it is asked to leave."""
        return time.monotonic() - self._started_at < _STARTING_SECONDS

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._is_leaving = False
        command = [str(Path(sys.executable).with_name("olympus")), "worker"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **self._environment}, stdout=log, stderr=subprocess.STDOUT
            )

    def pause(self) -> Callable[[], None]:
        """Stop its clock, as a machine that swaps would; what lets it run on, if it is still the same one."""
        process = self._process
        if process is None:
            return lambda: None
        process.send_signal(signal.SIGSTOP)
        return lambda: process.send_signal(signal.SIGCONT)

    async def end(self, how: signal.Signals) -> int | None:
        """How it left, 0 if it had left before; None if it had to be killed for want of an end."""
        process = self._process
        if process is None or self._is_leaving:
            return 0
        self._is_leaving = True
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)  # it may be paused
        try:
            return await asyncio.to_thread(process.wait, _FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def kill(self) -> None:
        """End it in any case, at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
