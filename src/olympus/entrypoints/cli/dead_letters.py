"""`olympus dead-letters`: what could not be taken as an event."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.prompt import Confirm
from rich.table import Table

from olympus.domain.events.rejection import RejectionReason
from olympus.entrypoints.cli.reach import reached
from olympus.ports.dead_letters import DeadLetter

app = App(name="dead-letters", help="List, show, replay and purge messages that could not be taken as events.")
_console = Console(highlight=False, soft_wrap=True)
_PAGE = 500


@app.command(name="list")
async def list_(
    *,
    reason: Annotated[RejectionReason | None, Parameter(help="Only those with this reason.")] = None,
    limit: Annotated[int, Parameter(help="At most so many.")] = 20,
) -> None:
    """List dead letters, newest first."""
    async with reached() as container:
        letters = await container.dead_letters().page(reason=reason, limit=limit)
        counts = await container.dead_letters().count()
    if not letters:
        _console.print("There are no dead letters.")
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)
    for heading in ("reason", "last", "times", "what is wrong"):
        table.add_column(heading, overflow="fold")
    for letter in letters:
        table.add_row(
            letter.letter_id,
            letter.reason,
            f"{letter.last_at:%Y-%m-%d %H:%M:%S}",
            str(letter.attempts),
            letter.detail,
        )
    Console(highlight=False).print(table)
    _console.print(
        f"{sum(counts.values())} in all: " + ", ".join(f"{n} {reason}" for reason, n in sorted(counts.items()))
    )


@app.command
async def show(
    letter_id: str,
    *,
    raw: Annotated[bool, Parameter(help="Print the message alone, byte for byte.", negative="")] = False,
) -> int | None:
    """Show one dead letter whole."""
    async with reached() as container:
        letter = await container.dead_letters().get(letter_id)
    if letter is None:
        return _no_such(letter_id)
    if raw:
        sys.stdout.buffer.write(letter.body)
        return None
    table = Table(show_header=False)
    for name, value in (
        ("reason", letter.reason),
        ("what is wrong", letter.detail),
        ("field", letter.field or "–"),
        ("intake", letter.intake),
        ("channel", letter.channel or "–"),
        ("tenant", letter.tenant_id or "unknown"),
        ("first", letter.first_at.isoformat()),
        ("last", letter.last_at.isoformat()),
        ("times", str(letter.attempts)),
    ):
        table.add_row(name, value)
    Console(highlight=False).print(table)
    _console.print(letter.body.decode(errors="backslashreplace"), markup=False)
    return None


@app.command
async def replay(
    *letter_ids: str,
    all_: Annotated[bool, Parameter(name="--all", help="Replay every letter.", negative="")] = False,
    reason: Annotated[RejectionReason | None, Parameter(help="With --all: only those with this reason.")] = None,
    mended: Annotated[Path | None, Parameter(help="A file with the mended message, for one letter.")] = None,
) -> int | None:
    """Send letters on their way again: as they are, or one of them mended."""
    if bool(letter_ids) == all_ or (mended and len(letter_ids) != 1):
        _console.print("Name the letters to replay, or say --all; --mended takes exactly one letter.")
        return 2
    async with reached() as container:
        kept = container.dead_letters()
        letters: list[DeadLetter] = []
        if all_:
            while page := await kept.page(
                reason=reason, limit=_PAGE, after=letters[-1].letter_id if letters else None
            ):
                letters.extend(page)
        for letter_id in letter_ids:
            found = await kept.get(letter_id)
            if found is None:
                return _no_such(letter_id)
            letters.append(found)
        body = mended.read_bytes().strip() if mended else None
        replayed = await container.replay_dead_letters()(letters, mended=body)
    _console.print(f"{replayed.sent} on their way.")
    for letter, refusal in replayed.still_refused:
        _console.print(f"{letter.letter_id} is still refused: {refusal.detail}", markup=False)
    return 1 if replayed.still_refused else None


@app.command
async def purge(
    *,
    reason: Annotated[RejectionReason | None, Parameter(help="Only those with this reason.")] = None,
    before: Annotated[datetime | None, Parameter(help="Only those last seen before this instant (UTC).")] = None,
    yes: Annotated[bool, Parameter(help="Do not ask.", negative="")] = False,
) -> int | None:
    """Forget dead letters for good."""
    if not yes and not (sys.stdin.isatty() and Confirm.ask("Forget these letters for good?")):
        _console.print("Nothing was purged. Say --yes where nobody can be asked.")
        return 2
    if before is not None and before.tzinfo is None:
        before = before.replace(tzinfo=UTC)
    async with reached() as container:
        purged = await container.dead_letters().purge(reason=reason, before=before)
    _console.print(f"{purged} purged.")
    return None


def _no_such(letter_id: str) -> int:
    _console.print(f"There is no dead letter {letter_id}.", markup=False)
    return 1
