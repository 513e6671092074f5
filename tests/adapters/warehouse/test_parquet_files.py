"""The folder of files: what is in it counts once and stays, wherever a writer ends and whoever else writes."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from olympus.adapters.warehouse.duckdb import parquet_files
from olympus.adapters.warehouse.duckdb.manifest import read_manifest
from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_log import LoggedEvent
from olympus.ports.warehouse import WarehouseUnfit
from tests.factories import CAFE, NOON, an_order

BATCH = [LoggedEvent(number, an_order(total="2", at=NOON + timedelta(hours=number))) for number in range(1, 5)]


@pytest.fixture
async def warehouse(tmp_path: Path) -> AsyncIterator[DuckDbWarehouse]:
    warehouse = DuckDbWarehouse(tmp_path)
    await warehouse.prepare()
    yield warehouse
    await warehouse.aclose()


async def positions(warehouse: DuckDbWarehouse) -> list[int]:
    return sorted([each.position async for page in warehouse.events() for each in page])


class Dying(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["make_durable", "read_manifest", "write_manifest"])
@pytest.mark.parametrize("nth", [1, 2])
async def test_a_writer_that_ends_anywhere_leaves_nothing_doubled_or_lost(
    warehouse: DuckDbWarehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    await warehouse.load(BATCH[:1])
    calls = 0
    original = getattr(parquet_files, step)

    def die(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise Dying
        return original(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(parquet_files, step, die)
        with suppress(Dying):
            await warehouse.load(BATCH)
    again = DuckDbWarehouse(tmp_path)
    await again.prepare()
    await again.load(BATCH)
    assert await positions(again) == [1, 2, 3, 4]
    assert await positions(warehouse) == [1, 2, 3, 4]
    await again.aclose()


async def test_many_small_files_become_one_and_readers_do_not_notice(
    warehouse: DuckDbWarehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = DuckDbWarehouse(tmp_path)
    for number in range(1, 40):
        await warehouse.load([LoggedEvent(number, an_order())])
        assert len(await positions(reader)) == number
    manifest = read_manifest(tmp_path)
    assert manifest is not None
    assert len(manifest.files) < parquet_files.MERGED_AT_ONCE
    assert sum(each.rows for each in manifest.files) == 39

    there = {each.name for each in (tmp_path / "files").iterdir()}
    assert {name for name, _ in manifest.replaced} < there  # somebody may still be reading them
    monkeypatch.setattr(parquet_files, "_READERS_NEED", timedelta(0))
    await warehouse.load([LoggedEvent(40, an_order())])
    manifest = read_manifest(tmp_path)
    assert manifest is not None
    assert {each.name for each in (tmp_path / "files").iterdir()} == {each.name for each in manifest.files}
    assert await positions(reader) == list(range(1, 41))
    await reader.aclose()


async def test_a_folder_that_is_gone_is_new_and_a_file_that_is_gone_is_missed(
    warehouse: DuckDbWarehouse, tmp_path: Path
) -> None:
    first = await warehouse.prepare()
    await warehouse.load(BATCH[:2])
    await warehouse.load(BATCH[2:])
    next((tmp_path / "files").iterdir()).unlink()
    with pytest.raises(SourceUnavailable):
        await positions(warehouse)
    second = await warehouse.prepare()
    assert second != first
    assert await warehouse.prepare() == second
    await warehouse.load(BATCH)
    assert await positions(warehouse) == [1, 2, 3, 4]

    (tmp_path / "manifest.json").unlink()
    with pytest.raises(SourceUnavailable):
        await warehouse.load([LoggedEvent(9, an_order())])
    with pytest.raises(SourceUnavailable):  # not that there were no events
        await positions(warehouse)
    assert await warehouse.prepare() != second
    await warehouse.load(BATCH)
    assert await positions(warehouse) == [1, 2, 3, 4]


async def test_a_manifest_that_cannot_be_read_is_told(warehouse: DuckDbWarehouse, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{")
    with pytest.raises(SourceUnavailable):
        await warehouse.load(BATCH)


@pytest.mark.parametrize("bytes_left", [0, 100])
async def test_a_file_that_is_damaged_is_told(warehouse: DuckDbWarehouse, tmp_path: Path, bytes_left: int) -> None:
    await warehouse.load(BATCH[:2])
    [file] = (tmp_path / "files").iterdir()
    os.truncate(file, bytes_left)
    with pytest.raises(WarehouseUnfit):
        await positions(warehouse)
    with pytest.raises(WarehouseUnfit):
        await warehouse.answer(CAFE, "SELECT COUNT(*) FROM events", most_rows=1)
    with pytest.raises(WarehouseUnfit):
        await warehouse.load(BATCH)


async def test_the_folder_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_files, "MERGED_AT_ONCE", 2)
    warehouse = DuckDbWarehouse(tmp_path / "O'Brien [1] *")
    await warehouse.prepare()
    for each in BATCH:
        await warehouse.load([each])
    assert await positions(warehouse) == [1, 2, 3, 4]
    await warehouse.aclose()


async def test_files_of_an_earlier_version_lack_columns(warehouse: DuckDbWarehouse, tmp_path: Path) -> None:
    await warehouse.load(BATCH[:2])
    [file] = (tmp_path / "files").iterdir()
    import duckdb

    duckdb.sql(f"COPY (SELECT * EXCLUDE (units, source) FROM '{file}') TO '{file}.new' (FORMAT parquet)")
    os.replace(f"{file}.new", file)  # noqa: PTH105 - a moment, in a test
    await warehouse.load(BATCH[2:])
    found = await warehouse.answer(
        CAFE, "SELECT COUNT(*) AS n, SUM(total) AS total, MAX(units) AS units FROM orders", most_rows=1
    )
    assert [tuple(row.values()) for row in found.rows] == [(4, 8, None)]


_WRITER = """
import asyncio, sys
from pathlib import Path
from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse
from olympus.ports.event_log import LoggedEvent
from olympus.ports.warehouse import WarehouseUnfit
from tests.factories import an_order

async def write(first):
    warehouse = DuckDbWarehouse(Path(sys.argv[1]))
    for number in range(first, first + 20):
        await warehouse.load([LoggedEvent(number, an_order(event_id=f"e{number}"))])

asyncio.run(write(int(sys.argv[2])))
"""


async def test_processes_that_write_at_once_lose_nothing(warehouse: DuckDbWarehouse, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    writers = [
        subprocess.Popen(  # noqa: ASYNC220 - nothing else goes on in this loop
            [sys.executable, "-c", _WRITER, str(tmp_path), str(first)], env=environment
        )
        for first in (1, 11, 21)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert await positions(warehouse) == list(range(1, 41))
