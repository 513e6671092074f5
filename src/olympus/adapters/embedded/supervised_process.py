"""One server program: started, watched until it answers, and ended."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from olympus.adapters.embedded.account import Account
from olympus.adapters.embedded.ending import POLL_SECONDS, end
from olympus.adapters.embedded.errors import ServerDidNotStart
from olympus.adapters.embedded.launching import launch

_LINES_WORTH_SHOWING = 20
_BYTES_WORTH_READING = 8_000


class SupervisedProcess:
    """Runs `command` and can start it again after it ended.

    `endings` are the signals that end it, the gentlest first: that one it also
    gets when we are gone. Its output goes to `log`, begun anew at each start;
    the one before is kept as `….previous`, and none older: logs do not pile up.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        account: Account | None,
        endings: Sequence[signal.Signals],
    ) -> None:
        self._command = command
        self._log = log
        self._account = account
        self._endings = endings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its number while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self, ready: Callable[[int], bool], *, silence_seconds: float) -> None:
        """Start it and return once `ready` says so of its number.

        Raises ServerDidNotStart as soon as it has ended, or when it is not
        ready and has written nothing to its log for `silence_seconds`:
        recovering after a crash may take long, and PostgreSQL tells of it.
        """
        with self._begin_log() as output:
            self._process = launch(
                self._command,
                account=self._account,
                owner_gone=self._endings[0],
                output=output,
            )
        try:
            self._wait_until(ready, silence_seconds)
        except BaseException:
            self.stop()
            raise

    def stop(self, *signals: signal.Signals) -> None:
        """Send each signal (else each of `endings`) in turn until it has ended; nothing happens if it has."""
        if (process := self._process) is not None:
            end(process.send_signal, lambda: process.poll() is not None, signals or self._endings)

    def _begin_log(self) -> BinaryIO:
        if self._log.exists():
            self._log.replace(self._log.with_name(f"{self._log.name}.previous"))
        return os.fdopen(os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def _wait_until(self, ready: Callable[[int], bool], silence_seconds: float) -> None:
        written, patient_until = 0, time.monotonic() + silence_seconds
        while True:
            if (pid := self.pid) is None:
                raise self._failure("ended before it was ready")
            if ready(pid):
                return
            if (size := self._log.stat().st_size) != written:
                written, patient_until = size, time.monotonic() + silence_seconds
            if time.monotonic() > patient_until:
                raise self._failure(f"was not ready and silent for {silence_seconds:g} seconds")
            time.sleep(POLL_SECONDS)

    def _failure(self, reason: str) -> ServerDidNotStart:
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - _BYTES_WORTH_READING))
            lines = log.read().decode(errors="replace").splitlines()
        return ServerDidNotStart(Path(self._command[0]).name, reason, "\n".join(lines[-_LINES_WORTH_SHOWING:]))
