"""Work that several wait for is done once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Result = TypeVar("_Result")


class SingleFlight(Generic[_Key, _Result]):
    """Whoever asks for what is under way waits for it, and gets its outcome or its error.

    Nobody who stops waiting takes it from the others: the work goes on to its end.
    """

    def __init__(self) -> None:
        self._under_way: dict[_Key, asyncio.Task[_Result]] = {}

    def __contains__(self, key: _Key) -> bool:
        """Whether it is under way."""
        return key in self._under_way

    async def __call__(self, key: _Key, work: Callable[[], Awaitable[_Result]]) -> _Result:
        flight = self._under_way.get(key)
        if flight is None:
            flight = self._under_way[key] = asyncio.create_task(_awaited(work))
            flight.add_done_callback(lambda done: self._land(key, done))
        return await asyncio.shield(flight)

    def _land(self, key: _Key, flight: "asyncio.Task[_Result]") -> None:
        del self._under_way[key]
        if not flight.cancelled():
            flight.exception()  # perhaps nobody waits any more: asyncio would complain of an error unheard


async def _awaited(work: Callable[[], Awaitable[_Result]]) -> _Result:
    return await work()
