"""What every memory of the export's progress promises."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.in_memory.export_progress import InMemoryExportProgress
from olympus.adapters.postgres.export_progress import PostgresExportProgress
from olympus.ports.export_progress import ExportProgress, Progress, TurnLost
from tests.contracts.conftest import EVERYWHERE

NOTHING = Progress()


@pytest.fixture(params=EVERYWHERE)
def progress(request: pytest.FixtureRequest) -> ExportProgress:
    if request.param == "postgres":
        return PostgresExportProgress(request.getfixturevalue("engine"), "one")
    return InMemoryExportProgress()


async def test_at_first_nothing_is_exported(progress: ExportProgress) -> None:
    assert await progress.current() == Progress()


async def test_a_batch_that_is_begun_is_remembered_until_it_is_confirmed(progress: ExportProgress) -> None:
    await progress.begin(7, after=NOTHING)
    assert await progress.current() == Progress(0, 7)
    await progress.confirm(7, after=NOTHING)
    assert await progress.current() == Progress(7)
    await progress.begin(12, after=Progress(7))
    assert await progress.current() == Progress(7, 12)


async def test_trouble_is_told_until_a_batch_is_confirmed(progress: ExportProgress) -> None:
    await progress.begin(7, after=NOTHING)
    await progress.failed("the quota is exhausted")
    assert await progress.current() == Progress(0, 7, trouble="the quota is exhausted")
    await progress.confirm(7, after=NOTHING)
    assert await progress.current() == Progress(7)


async def test_trouble_before_the_first_batch_is_told_too(progress: ExportProgress) -> None:
    await progress.failed("no credentials")
    assert await progress.current() == Progress(trouble="no credentials")


async def test_starting_over_forgets_everything(progress: ExportProgress) -> None:
    await progress.confirm(7, after=NOTHING)
    await progress.begin(9, after=Progress(7))
    await progress.failed("trouble")
    await progress.start_over("second")
    assert await progress.current() == Progress(incarnation="second")
    await progress.begin(3, after=Progress(incarnation="second"))
    await progress.confirm(3, after=Progress(incarnation="second"))
    assert await progress.current() == Progress(3, incarnation="second")


async def test_whoever_goes_on_from_another_place_moves_nothing(progress: ExportProgress) -> None:
    await progress.confirm(7, after=NOTHING)
    for stale in (NOTHING, Progress(8)):
        with pytest.raises(TurnLost):
            await progress.begin(9, after=stale)
        with pytest.raises(TurnLost):
            await progress.confirm(9, after=stale)
    assert await progress.current() == Progress(7)


async def test_what_another_incarnation_had_is_not_confirmed(progress: ExportProgress) -> None:
    await progress.start_over("first")
    before = await progress.current()
    await progress.start_over("second")  # by another process, at the same place
    with pytest.raises(TurnLost):
        await progress.begin(7, after=before)
    with pytest.raises(TurnLost):
        await progress.confirm(7, after=before)
    assert await progress.current() == Progress(incarnation="second")


async def test_a_progress_that_was_never_written_is_at_the_beginning(progress: ExportProgress) -> None:
    with pytest.raises(TurnLost):
        await progress.confirm(9, after=Progress(7))
    assert await progress.current() == NOTHING


async def test_one_has_the_turn_at_a_time(progress: ExportProgress) -> None:
    async with progress.turn() as mine:
        assert mine
        async with progress.turn() as another:
            assert not another
        async with progress.turn() as another:  # whoever did not have it has not given it back
            assert not another
    async with progress.turn() as mine:
        assert mine


async def test_the_turn_is_given_back_by_whoever_fails(progress: ExportProgress) -> None:
    with pytest.raises(OSError, match="disk"):
        async with progress.turn():
            raise OSError("disk")
    async with progress.turn() as mine:
        assert mine


async def test_warehouses_do_not_know_each_other(engine: AsyncEngine) -> None:
    one, other = PostgresExportProgress(engine, "one"), PostgresExportProgress(engine, "other")
    await one.confirm(7, after=NOTHING)
    assert await other.current() == Progress()
    async with one.turn() as mine, other.turn() as as_well:
        assert mine
        assert as_well
