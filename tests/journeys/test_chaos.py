"""Workers and servers are killed and connections cut during an intake: nothing is lost, nothing counted twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench.chaos.faults import FaultKind
from bench.chaos.plan import Plan
from bench.chaos.trial import run_trial
from bench.chaos.workload import workload

from tests.servers import temporary_servers

FAULTS = {
    FaultKind.KILLED_WORKER: 6,
    FaultKind.CRASHED_POSTGRES: 1,
    FaultKind.KILLED_VALKEY: 1,
    FaultKind.CUT_CONNECTION: 6,
}


@pytest.mark.slow
async def test_an_intake_under_faults_leaves_exact_figures(tmp_path: Path) -> None:
    plan = Plan(
        seed=20260318,
        faults=FAULTS,
        workers=3,
        nameless_workers=0,  # what a nameless one leaves is taken over after some seconds
        batch_size=400,
        logs=tmp_path,
        give_up_seconds=60,
    )
    sent = workload(8_000, plan.seed)
    with ThreadPoolExecutor(max_workers=1) as thread, temporary_servers() as servers:
        outcome = await run_trial(plan, sent, servers, thread)
    assert outcome.is_exact, outcome.lines()
    assert outcome.done == FAULTS
    assert max(took for each in outcome.recoveries.values() for took in each) <= 10
