"""Dead letters in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Row,
    Text,
    any_,
    delete,
    exists,
    func,
    literal,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from olympus.adapters.postgres.reaching import reaching
from olympus.adapters.postgres.tables import dead_letters as table
from olympus.domain.events.rejection import RejectionReason
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.event_stream import Intake


class PostgresDeadLetters(DeadLetters):
    """Keeps letters whole in the table `dead_letters`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, letters: Sequence[DeadLetter]) -> None:
        if not letters:
            return
        adding = insert(table)
        again = adding.on_conflict_do_update(
            index_elements=["letter_id"],
            set_={
                "attempts": table.c.attempts + adding.excluded.attempts,
                "last_at": func.greatest(table.c.last_at, adding.excluded.last_at),
            },
        )
        # in the order of the key, so that two workers never wait for each other in a circle; one row a
        # message to the server, so that neither their number nor their size meets a limit
        rows = [_row(letter) for letter in sorted(_one_of_each(letters), key=lambda each: each.letter_id)]
        with reaching("the dead letters"):
            async with self._engine.begin() as connection:
                for row in rows:
                    await connection.execute(again, row)

    async def page(
        self, *, reason: RejectionReason | None = None, limit: int = 100, after: str | None = None
    ) -> Sequence[DeadLetter]:
        query = (
            select(table)
            .where(_with(reason))
            .order_by(table.c.last_at.desc(), table.c.letter_id.desc())
            .limit(limit)
        )
        if after is not None:
            place = select(table.c.last_at, table.c.letter_id).where(table.c.letter_id == after)
            query = query.where(tuple_(table.c.last_at, table.c.letter_id) < place.scalar_subquery())
        with reaching("the dead letters"):
            async with self._engine.connect() as connection:
                return [_letter(row) for row in await connection.execute(query)]

    async def get(self, letter_id: str) -> DeadLetter | None:
        query = select(table).where(table.c.letter_id == letter_id)
        with reaching("the dead letters"):
            async with self._engine.connect() as connection:
                row = (await connection.execute(query)).one_or_none()
        return _letter(row) if row else None

    async def remove(self, letter_ids: Sequence[str]) -> int:
        return await self._delete(table.c.letter_id == any_(literal(list(letter_ids), ARRAY(Text))))

    async def settle(self, letters: Sequence[DeadLetter]) -> int:
        replayed = (
            func.unnest(
                literal([letter.letter_id for letter in letters], ARRAY(Text)),
                literal([letter.attempts for letter in letters], ARRAY(Integer)),
            )
            .table_valued("letter_id", "attempts")
            .render_derived()
        )
        return await self._delete(
            exists().where((table.c.letter_id == replayed.c.letter_id) & (table.c.attempts == replayed.c.attempts))
        )

    async def purge(self, *, reason: RejectionReason | None = None, before: datetime | None = None) -> int:
        older = table.c.last_at < before if before is not None else true()
        return await self._delete(_with(reason) & older)

    async def count(self) -> dict[RejectionReason, int]:
        query = select(table.c.reason, func.count()).group_by(table.c.reason)
        with reaching("the dead letters"):
            async with self._engine.connect() as connection:
                return {RejectionReason(reason): count for reason, count in await connection.execute(query)}

    async def _delete(self, which: ColumnElement[bool]) -> int:
        with reaching("the dead letters"):
            async with self._engine.begin() as connection:
                return (await connection.execute(delete(table).where(which))).rowcount


def _with(reason: RejectionReason | None) -> ColumnElement[bool]:
    return table.c.reason == reason.value if reason else true()


def _one_of_each(letters: Sequence[DeadLetter]) -> list[DeadLetter]:
    """PostgreSQL does not update a row twice in one statement."""
    merged: dict[str, DeadLetter] = {}
    for letter in letters:
        known = merged.get(letter.letter_id)
        merged[letter.letter_id] = known.again(letter) if known else letter
    return list(merged.values())


def _row(letter: DeadLetter) -> dict[str, Any]:
    return {
        "letter_id": letter.letter_id,
        "reason": letter.reason.value,
        "detail": letter.detail,
        "field": letter.field,
        "body": letter.body,
        "intake": letter.intake.value,
        "channel": letter.channel,
        "tenant_id": letter.tenant_id,
        "first_at": letter.first_at,
        "last_at": letter.last_at,
        "attempts": letter.attempts,
    }


def _letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        letter_id=row.letter_id,
        reason=RejectionReason(row.reason),
        detail=row.detail,
        field=row.field,
        body=row.body,
        intake=Intake(row.intake),
        channel=row.channel,
        tenant_id=row.tenant_id,
        first_at=row.first_at,
        last_at=row.last_at,
        attempts=row.attempts,
    )
