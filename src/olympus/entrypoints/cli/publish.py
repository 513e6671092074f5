"""`olympus publish`: send a file of events the way a producer would."""

import gzip
import lzma
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.ports.event_broadcast import EventBroadcast
    from olympus.ports.event_decoder import EventDecoder
    from olympus.ports.event_stream import EventStream

Via = Literal["pubsub", "stream", "http"]
_AT_ONCE = 1_000
_GZIP, _XZ = b"\x1f\x8b", b"\xfd7"
"""How packed files begin, whatever they are called."""
_console = Console(highlight=False, stderr=True)


class _Addressed(msgspec.Struct):
    """What says on which channels a producer announces an event."""

    name: str = ""
    event_type: str = ""
    tenant_id: str = ""


async def publish(
    file: Annotated[
        str, Parameter(help="JSON lines, plain, .gz or .xz; - is standard input.", allow_leading_hyphen=True)
    ],
    *,
    via: Annotated[Via, Parameter(help="The way in.")] = "stream",
    fan_out: Annotated[
        bool, Parameter(help="With pubsub: announce on the tenant's and the global channel too.", negative="")
    ] = False,
    url: Annotated[str | None, Parameter(help="With http: the API; default: this machine's.")] = None,
) -> int | None:
    """Send events from a file, one JSON document a line.

    Lines that are no events are sent as they are: the service sets them aside as dead letters.
    """
    if not _is_there(file):
        _console.print(f"[bold red]✗[/] There is no file {file}.")
        return 2
    if via == "http":
        return await _by_http(file, url)
    async with reached() as container:
        if via == "stream":
            sent = await _by_stream(file, container.stream(), container.decoder())
        else:
            sent = await _by_pubsub(file, container.broadcast(), fan_out=fan_out)
    _console.print(f"{sent:,} events sent via {via}.")
    return None


async def _by_stream(file: str, stream: "EventStream", decoder: "EventDecoder") -> int:
    from olympus.ports.event_stream import Intake, Message

    sent = 0
    for lines in _batches(file):
        await stream.append(
            [Message(line, Intake.STREAM, "publish", tenant_id=decoder.likely_tenant(line)) for line in lines]
        )
        sent += len(lines)
    return sent


async def _by_pubsub(file: str, broadcast: "EventBroadcast", *, fan_out: bool) -> int:
    sent = 0
    for lines in _batches(file):
        await broadcast.publish(
            [(channel, line) for line in lines for channel in _channels(line, fan_out=fan_out)]
        )
        sent += len(lines)
    return sent


def _channels(line: bytes, *, fan_out: bool) -> list[str]:
    """Where the Rust services announce an event: on its own channel, the tenant's and the global one."""
    try:
        event = msgspec.json.decode(line, type=_Addressed)
    except (msgspec.DecodeError, UnicodeDecodeError):
        event = _Addressed()
    name = (event.name or event.event_type or "unknown").removeprefix("events.")
    channels = [f"events.{name}"]
    if fan_out:
        channels += [f"events.tenant.{event.tenant_id or 'unknown'}.{name}", f"events.global.{name}"]
    return channels


async def _by_http(file: str, url: str | None) -> int | None:
    import asyncio
    import os

    import httpx

    from olympus.settings import Settings

    base = url or f"http://127.0.0.1:{Settings.from_environment(os.environ).port}"
    totals = {"accepted": 0, "duplicates": 0, "rejected": 0}
    try:
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            for lines in _batches(file):
                while True:
                    answer = await client.post(
                        "/api/analytics/events/batch",
                        content=b"\n".join(lines),
                        headers={"Content-Type": "application/x-ndjson"},
                    )
                    if answer.status_code not in (429, 503):
                        break
                    await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))
                answer.raise_for_status()
                receipt = answer.json()
                totals["accepted"] += receipt["accepted"]
                totals["duplicates"] += receipt["duplicates"]
                totals["rejected"] += len(receipt["rejected"])
    except httpx.TransportError as error:
        _console.print(
            f"[bold red]✗[/] {base} does not answer ({error}). Is `olympus up` or `olympus serve` running?"
        )
        return 3
    except httpx.HTTPStatusError as error:
        _console.print(f"[bold red]✗[/] {base} refused: {error.response.text}", markup=False)
        return 1
    _console.print("{accepted:,} accepted, {duplicates:,} duplicates, {rejected:,} rejected.".format(**totals))
    return None


def _batches(file: str) -> Iterator[list[bytes]]:
    """The lines that are not empty, some at a time, with a bar of how far the file is read."""
    bar = Progress(
        TextColumn("sending"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
        console=_console,
        transient=True,
    )
    with bar, _opened(file) as (raw, size, lines):
        reading = bar.add_task("reading", total=size)
        remaining = iter(lines)
        while batch := [line for raw_line in islice(remaining, _AT_ONCE) if (line := raw_line.strip())]:
            yield batch
            bar.update(reading, completed=raw.tell() if size else None)


@contextmanager
def _opened(file: str) -> Iterator[tuple[IO[bytes], int | None, Iterable[bytes]]]:
    """The file as it lies on the disk, its size, and its lines unpacked."""
    if file == "-":
        yield sys.stdin.buffer, None, sys.stdin.buffer
        return
    with Path(file).open("rb") as raw:
        magic = raw.read(2)
        raw.seek(0)
        size = Path(file).stat().st_size
        if magic == _GZIP:
            with gzip.open(raw) as unpacked:
                yield raw, size, unpacked
        elif magic == _XZ:
            with lzma.open(raw) as unpacked:
                yield raw, size, unpacked
        else:
            yield raw, size, raw


def _is_there(file: str) -> bool:
    return file == "-" or Path(file).is_file()
