"""What others would do with the same events: FastStream and dlt, saving them into the same PostgreSQL.

They save the events alone: no facts of orders that find one another, no rollups, no conflicts and no dead letters.
What the service does beyond that, it does in the time that is compared with theirs. Messages are decoded by the
service's own decoder, so that all save the same rows.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from redis.asyncio import Redis
from rich.console import Console
from sqlalchemy import MetaData, Table, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.figure import Figure, tell
from bench.rows import COLUMNS, LISTS, row_of
from bench.servers import fresh_servers
from bench.trade import messages
from olympus.composition import Container, running
from olympus.ports.event_decoder import EventDecoder
from olympus.settings import Settings

BATCH = 1_000
_STREAM, _GROUP = "bench:peers", "peers"

How = Literal["append", "merge"]


def main() -> None:
    """Measure them alone, on servers of their own."""
    count = 5_000 if "--quick" in sys.argv else 10_000
    start = datetime(2026, 3, 1, tzinfo=UTC)
    bodies = [body for _, body in messages(count, tenants=10, start=start, span=timedelta(hours=1))]
    console = Console(width=120, highlight=False)
    with fresh_servers() as settings:
        asyncio.run(_migrate(settings))
        tell(
            Figure("FastStream, the events alone", asyncio.run(faststream(settings, bodies)), "events/s"), console
        )
        for how in get_args(How):
            tell(Figure(f"dlt, {how}, the events alone", dlt(settings, bodies, how=how), "events/s"), console)


async def _migrate(settings: Settings) -> None:
    async with running(settings) as container:
        await container.migrate()


async def faststream(settings: Settings, bodies: Sequence[bytes], *, batch: int = BATCH) -> float:
    """Events a second from a Redis stream into an empty table `events`, which is empty again afterwards.

    A batch subscriber of a consumer group; each batch is one INSERT of many rows in one transaction, and is
    acknowledged after it.
    """
    async with running(settings) as container:
        events = await _events(container.engine())
        broker = _broker(settings, container, events, batch)
        redis: Redis = container.redis()
        await _fill(redis, bodies)
        began = time.perf_counter()
        async with broker:
            await broker.start()
            while await _waiting(redis):
                await asyncio.sleep(0.02)
            took = time.perf_counter() - began
        await redis.delete(_STREAM)
        await _take_away(container.engine(), events, len(bodies))
    return len(bodies) / took


def dlt(settings: Settings, bodies: Sequence[bytes], *, how: How = "append") -> float:
    """Events a second into a table of a schema of dlt's own, from messages in memory: no stream is read.

    The rows go the way that is dlt's default for PostgreSQL; CSV files and COPY were no faster. Some events go
    before, because the first run of a process also loads what dlt consists of.
    """
    _run_dlt(settings, bodies[:BATCH], how)
    return len(bodies) / _run_dlt(settings, bodies, how)


def _run_dlt(settings: Settings, bodies: Sequence[bytes], how: How) -> float:
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"
    import dlt as peer

    with tempfile.TemporaryDirectory() as folder:
        pipeline = peer.pipeline(
            "peers",
            pipelines_dir=folder,
            destination=peer.destinations.postgres(credentials=settings.database_url),
            dataset_name="peers",
        )
        events = peer.resource(
            _rows(settings, bodies),
            name="events",
            primary_key=("tenant_id", "event_id"),
            write_disposition=how,
            columns={column: {"data_type": "json"} for column in LISTS},
        )
        began = time.perf_counter()
        pipeline.run(events).raise_on_failed_jobs()
        took = time.perf_counter() - began
        with pipeline.sql_client() as client:
            [[saved]] = client.execute_sql("SELECT count(*) FROM events")
            client.drop_dataset()
    assert saved == len(bodies), f"{saved} of {len(bodies)} events were saved"
    return took


def _broker(settings: Settings, container: Container, events: Table, batch: int) -> Any:
    from faststream import AckPolicy
    from faststream.redis import RedisBroker, StreamSub
    from faststream.redis.message import bDATA_KEY
    from faststream.redis.parser import BinaryMessageFormatV1

    broker = RedisBroker(settings.redis_url, logger=None, apply_types=False)
    engine, decoder = container.engine(), container.decoder()
    save = insert(events).on_conflict_do_nothing()

    async def untouched(message: Any) -> list[bytes]:
        # By default every body would be read as JSON once more, for nothing.
        return [BinaryMessageFormatV1.parse(entry[bDATA_KEY])[0] for entry in message.raw_message["data"]]

    async def save_batch(messages: list[bytes]) -> None:
        rows = [_row(decoder, message) for message in messages]
        async with engine.begin() as connection:
            await connection.execute(save, rows)

    subscriber = broker.subscriber(
        stream=StreamSub(_STREAM, group=_GROUP, consumer="one", batch=True, max_records=batch, last_id="0"),
        decoder=untouched,
        ack_policy=AckPolicy.NACK_ON_ERROR,
    )
    subscriber(save_batch)
    return broker


async def _fill(redis: Redis, bodies: Sequence[bytes]) -> None:
    """Put the messages on the stream as FastStream's own publisher writes them."""
    from faststream.redis.message import bDATA_KEY
    from faststream.redis.parser import BinaryMessageFormatV1

    await redis.delete(_STREAM)
    for first in range(0, len(bodies), BATCH):
        pipe = redis.pipeline(transaction=False)
        for body in bodies[first : first + BATCH]:
            entry = await BinaryMessageFormatV1.encode(
                message=body, reply_to=None, headers=None, correlation_id=str(first)
            )
            pipe.xadd(_STREAM, {bDATA_KEY: entry})
        await pipe.execute()


async def _waiting(redis: Redis) -> int:
    [group] = await redis.xinfo_groups(_STREAM)
    return int(group["pending"]) + int(group["lag"])


def _rows(settings: Settings, bodies: Sequence[bytes]) -> Iterator[list[Mapping[str, object]]]:
    decoder = Container(settings=settings).decoder()
    for first in range(0, len(bodies), BATCH):
        yield [_row(decoder, body) for body in bodies[first : first + BATCH]]


def _row(decoder: EventDecoder, body: bytes) -> dict[str, object]:
    event = decoder.decode(body, received_at=datetime.now(UTC))
    return dict(zip(COLUMNS, row_of(event), strict=True))


async def _events(engine: AsyncEngine) -> Table:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda bare: Table("events", MetaData(), autoload_with=bare))


async def _take_away(engine: AsyncEngine, table: Table, expected: int) -> None:
    async with engine.begin() as connection:
        saved = await connection.scalar(select(func.count()).select_from(table))
        assert saved == expected, f"{saved} of {expected} events were saved"
        await connection.execute(text("TRUNCATE events"))


if __name__ == "__main__":
    main()
