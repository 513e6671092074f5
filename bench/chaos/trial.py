"""One run: everything is sent while everything fails, and then it is counted."""

import time
from concurrent.futures import ThreadPoolExecutor

from bench.chaos.audit import differences
from bench.chaos.outcome import Outcome
from bench.chaos.plan import Plan
from bench.chaos.progress import Stuck
from bench.chaos.stage import Stage
from bench.chaos.workload import Workload
from olympus.adapters.embedded import EmbeddedServers


async def run_trial(plan: Plan, sent: Workload, servers: EmbeddedServers, thread: ThreadPoolExecutor) -> Outcome:
    """Start the servers' proxies and the workers, send everything while faults come, and count.

    `thread` is the one in which servers are restarted: it must live as long as they.
    """
    outcome = Outcome(len(sent.messages))
    begun = time.monotonic()
    async with Stage.set_up(plan, sent, servers, thread) as stage:
        try:
            await stage.play()
        except* Stuck as stuck:
            outcome.wrong += [f"stuck: {each}" for each in stuck.exceptions]
        outcome.seconds = time.monotonic() - begun
        await stage.crew.stop()
        outcome.wrong += stage.crew.complaints
        outcome.wrong += await differences(stage.container, sent)
    outcome.done = stage.mischief.done
    outcome.recoveries = stage.mischief.recoveries
    outcome.longest_standstill = stage.progress.longest_standstill
    outcome.repeated_appends = stage.producer.unsure
    return outcome
