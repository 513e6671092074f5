"""`make chaos`: kill workers and servers and cut their connections during an intake, and count afterwards."""

import argparse
import asyncio
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

from bench.chaos.faults import FaultKind
from bench.chaos.plan import Plan
from bench.chaos.trial import run_trial
from bench.chaos.workload import workload
from bench.servers import fresh_folder
from olympus.adapters.embedded import embedded_servers


def main() -> None:
    """Run it once, with a seed that replays the same messages and the same faults."""
    chosen = _arguments()
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"seed {chosen.seed}")
    if chosen.logs:
        chosen.logs.mkdir(parents=True, exist_ok=True)
    sent = workload(chosen.events, chosen.seed)
    console.print(
        f"{len(sent.messages):,} messages: {sent.events:,} different events of {len(sent.books)} tenants,"
        f" {sent.duplicates:,} repetitions, {len(sent.poison):,} poison"
    )
    with (
        ThreadPoolExecutor(max_workers=1) as thread,
        fresh_folder() as folder,
        embedded_servers(folder) as servers,
    ):
        plan = Plan(
            seed=chosen.seed,
            faults=_faults(chosen),
            workers=chosen.workers,
            nameless_workers=chosen.nameless_workers,
            batch_size=chosen.batch_size,
            logs=chosen.logs or folder,
        )
        outcome = asyncio.run(run_trial(plan, sent, servers, thread))
    for line in outcome.lines():
        console.print(line, markup=False)
    console.print("nothing lost, nothing counted twice" if outcome.is_exact else "NOT EXACT")
    sys.exit(not outcome.is_exact)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make chaos", description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000, help="different events")
    parser.add_argument("--kills", type=int, default=200, help="workers killed")
    parser.add_argument(
        "--pauses", type=int, default=10, help="workers stopped for up to 40 seconds, then continued"
    )
    parser.add_argument("--postgres-restarts", type=int, default=20, help="every other one a crash")
    parser.add_argument("--redis-restarts", type=int, default=20, help="every other one a kill")
    parser.add_argument("--cuts", type=int, default=100, help="connections cut within an answer")
    parser.add_argument("--slow-spells", type=int, default=20, help="times of slow connections")
    parser.add_argument("--half-open", type=int, default=10, help="connections that fall silent for ever")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--nameless-workers", type=int, default=1, help="how many of them are new at each start")
    parser.add_argument("--batch-size", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--logs", type=Path, help="folder for what the workers have to say")
    return parser.parse_args()


def _faults(chosen: argparse.Namespace) -> dict[FaultKind, int]:
    return {
        FaultKind.KILLED_WORKER: chosen.kills,
        FaultKind.PAUSED_WORKER: chosen.pauses,
        FaultKind.CRASHED_POSTGRES: (chosen.postgres_restarts + 1) // 2,
        FaultKind.RESTARTED_POSTGRES: chosen.postgres_restarts // 2,
        FaultKind.KILLED_VALKEY: (chosen.redis_restarts + 1) // 2,
        FaultKind.RESTARTED_VALKEY: chosen.redis_restarts // 2,
        FaultKind.CUT_CONNECTION: chosen.cuts,
        FaultKind.SLOW_SPELL: chosen.slow_spells,
        FaultKind.SILENT_CONNECTION: chosen.half_open,
    }


if __name__ == "__main__":
    main()
