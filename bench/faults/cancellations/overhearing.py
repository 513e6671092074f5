"""What the event loop complains of, which nobody who awaits anything gets to know."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_KNOWN = "unexpected connection_lost() call"
"""asyncpg's, of a connection that was cut because its caller was cancelled: the answer is nobody's any longer."""


@dataclass(slots=True)
class Overheard:
    """Complaints, apart from the ones that say no more than that a caller was cancelled."""

    known: int = 0
    others: list[str] = field(default_factory=list)

    def add(self, context: dict[str, Any]) -> None:
        if _KNOWN in str(context.get("exception")):
            self.known += 1
        else:
            self.others.append(f"{context['message']} {context.get('exception')!r}")

    def faults(self) -> list[str]:
        return [f"the loop complained {len(self.others)} times, as of {self.others[0]}"] if self.others else []


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Listen to the running loop, in place of its log; a future complains when it is collected."""
    loop = asyncio.get_running_loop()
    overheard, before = Overheard(), loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: overheard.add(context))
    try:
        yield overheard
        gc.collect()
    finally:
        loop.set_exception_handler(before)
