"""Callers in the process, some of whom are cancelled at a moment that a chance decides."""

import asyncio
import random
from collections.abc import Iterator

from bench.faults.cancellations.requests import Request, Requests
from bench.faults.cancellations.tally import Tally

_CALLERS = 16
"""More than there are connections, so that some are cancelled while they wait for one."""
_PATIENT = 0.2
_SEND_AGAIN = 0.25
_LONGEST_PATIENCE_SECONDS = 0.02


async def call(requests: Requests, *, cancelled: int, chance: random.Random) -> Tally:
    """Call until so many requests have been cancelled; others, in between, wait for their answers."""
    tally = Tally()
    hurried = iter(range(cancelled))
    async with asyncio.TaskGroup() as callers:
        for _ in range(_CALLERS):
            callers.create_task(_caller(requests, hurried, chance, tally))
    return tally


async def _caller(requests: Requests, hurried: Iterator[int], chance: random.Random, tally: Tally) -> None:
    while True:
        request = requests.draw()
        if chance.random() < _PATIENT:
            await _ask(request, tally)
            continue
        was_cut_short = await _ask_and_cancel(request, chance, tally)
        if was_cut_short:
            if next(hurried, None) is None:
                return
            if chance.random() < _SEND_AGAIN:
                await _ask(request, tally)


async def _ask(request: Request, tally: Tally) -> None:
    try:
        tally.answer_came(request.kind, right=await request.ask())
    except Exception as error:
        tally.failed[f"{request.kind}: {error!r}"] += 1


async def _ask_and_cancel(request: Request, chance: random.Random, tally: Tally) -> bool:
    """Whether the request was cut short. Its task is awaited to its end, as every task should be."""
    task = asyncio.ensure_future(request.ask())
    await _impatience(chance)
    was_under_way = task.cancel()
    try:
        right = await task
    except asyncio.CancelledError:
        tally.cut_short[request.kind] += 1
        return True
    except Exception as error:
        tally.failed[f"{request.kind}: {error!r}"] += 1
        return False
    tally.answer_came(request.kind, right=right)
    tally.deaf[request.kind] += was_under_way
    return False


async def _impatience(chance: random.Random) -> None:
    """Turns of the loop reach every await of a request; milliseconds those that last."""
    if chance.random() < 0.5:
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
    else:
        await asyncio.sleep(chance.uniform(0, _LONGEST_PATIENCE_SECONDS))
