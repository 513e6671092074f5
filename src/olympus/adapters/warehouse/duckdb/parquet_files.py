"""Adding rows to a folder of Parquet files, each row once, and keeping the files few."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from olympus.adapters.warehouse.duckdb.manifest import (
    Manifest,
    ParquetFile,
    alone,
    make_durable,
    read_manifest,
    write_manifest,
)
from olympus.adapters.warehouse.duckdb.schema import READ_JSON_COLUMNS, all_events, literal

MERGED_AT_ONCE = 16
"""So many files of about one size become one: of a million batches, some eighty files are left."""

_SMALLEST_CLASS = 5_000
_LARGEST_FILE = 5_000_000
"""Rows beyond which a file is left as it is."""

_READERS_NEED = timedelta(minutes=10)
"""No query takes so long; then the files that were merged into others can go."""

_FORMAT = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)"
"""Groups of few rows, for the messages are long and a group is held in memory while it is written."""

_ADD = """
    COPY (
        SELECT *
        FROM read_json($batch, format = 'newline_delimited', columns = {{{columns}}}) AS new
        WHERE NOT EXISTS (
            SELECT 1
            FROM ({known}) AS known
            WHERE known.tenant_id = new.tenant_id AND known.event_id = new.event_id
        )
    ) TO {target} {format}
"""
_ABOUT = "SELECT count(*), min(occurred_at), max(occurred_at) FROM read_parquet($file)"


class ParquetFiles:
    """The writer's side of the folder. Raises OSError and what the connection raises."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = folder / "files"
        self.scratch = folder / "scratch"
        """For what is not of the warehouse yet."""

    def prepare(self) -> str:
        """Make the folder, and say which incarnation it is: another one where files have been taken away."""
        self._files.mkdir(parents=True, exist_ok=True)
        self.scratch.mkdir(exist_ok=True)
        with alone(self._folder):
            manifest = read_manifest(self._folder)
            there = tuple(each for each in manifest.files if self.path(each.name).exists()) if manifest else ()
            if manifest and there == manifest.files:
                return manifest.incarnation
            made = Manifest(uuid.uuid4().hex, there)
            write_manifest(self._folder, made)
        return made.incarnation

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self._files / name

    def add(self, connection: Any, lines: bytes, *, batch_id: str, first_at: datetime, last_at: datetime) -> None:
        """Add the rows of a batch that are not there yet, or nothing where the batch was added before.

        Whether a row is there is looked for in the files with events of the batch's time.
        """
        batch, new = self.scratch / f"{batch_id}.jsonl", self.scratch / f"{batch_id}.parquet"
        with alone(self._folder):
            manifest = self._manifest()
            if any(each.name.startswith(batch_id) for each in manifest.files):
                return
            batch.write_bytes(lines)
            try:
                around = [each for each in manifest.files if each.first_at <= last_at and each.last_at >= first_at]
                query = _ADD.format(
                    columns=READ_JSON_COLUMNS, known=self._ids(around), target=literal(new), format=_FORMAT
                )
                connection.execute(query, {"batch": str(batch)})
            finally:
                batch.unlink()
            added = self._taken(connection, new, f"{batch_id}.parquet")
            if added:
                manifest = replace(manifest, files=(*manifest.files, added))
                write_manifest(self._folder, manifest)
            self._tidy(connection, manifest)

    def _manifest(self) -> Manifest:
        manifest = read_manifest(self._folder)
        if manifest is None:
            raise FileNotFoundError(f"there is no warehouse in {self._folder.name}")
        return manifest

    def _ids(self, files: Sequence[ParquetFile]) -> str:
        return f"SELECT tenant_id, event_id FROM ({all_events(str(self.path(each.name)) for each in files)})"

    def _taken(self, connection: Any, written: Path, name: str) -> ParquetFile | None:
        """A written file in its place and on the disk, but not in the manifest yet; None where it is empty."""
        rows, first_at, last_at = connection.execute(_ABOUT, {"file": str(written)}).fetchone()
        if rows == 0:
            written.unlink()
            return None
        make_durable(written)
        size = written.stat().st_size
        written.rename(self.path(name))
        make_durable(self._files)
        return ParquetFile(name, rows, size, first_at.astimezone(UTC), last_at.astimezone(UTC))

    def _tidy(self, connection: Any, manifest: Manifest) -> None:
        """Merge files where many are of one size, and remove those that nobody reads any more."""
        now = datetime.now(UTC)
        while group := _too_many(manifest.files):
            name = f"merged-{group[0].name}"
            new = self.scratch / name
            files = all_events(str(self.path(each.name)) for each in group)
            connection.execute(f"COPY ({files}) TO {literal(new)} {_FORMAT}")
            merged = self._taken(connection, new, name)
            rest = tuple(each for each in manifest.files if each not in group)
            manifest = replace(
                manifest,
                files=(*rest, merged) if merged else rest,
                replaced=(*manifest.replaced, *((each.name, now) for each in group)),
            )
            write_manifest(self._folder, manifest)
        gone = {name for name, since in manifest.replaced if now - since > _READERS_NEED}
        for name in gone:
            self.path(name).unlink(missing_ok=True)
        if gone:
            kept = tuple(each for each in manifest.replaced if each[0] not in gone)
            write_manifest(self._folder, replace(manifest, replaced=kept))


def _too_many(files: Sequence[ParquetFile]) -> list[ParquetFile]:
    """The files of a size of which there are too many, in the order in which they came; or none."""
    sizes: dict[int, list[ParquetFile]] = {}
    for each in files:
        if each.rows < _LARGEST_FILE:
            sizes.setdefault(_class(each.rows), []).append(each)
    return next((group for group in sizes.values() if len(group) >= MERGED_AT_ONCE), [])


def _class(rows: int) -> int:
    size, bound = 0, _SMALLEST_CLASS
    while rows > bound:
        size, bound = size + 1, bound * MERGED_AT_ONCE
    return size
