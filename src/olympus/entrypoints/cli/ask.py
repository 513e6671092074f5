"""`olympus ask`: a question in plain words, answered in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from olympus.entrypoints.cli.reach import reached

if TYPE_CHECKING:
    from olympus.use_cases.ask_question import Reply

_DEMO = "demo-pizza"


async def ask(
    question: Annotated[str, Parameter(help="The question, in quotes.")],
    *,
    tenant: Annotated[str, Parameter(help="Whose figures.")] = _DEMO,
    session: Annotated[str | None, Parameter(help="A conversation to go on with; any name of yours.")] = None,
    time_zone: Annotated[str | None, Parameter(help="Read days in this time zone.")] = None,
    json: Annotated[bool, Parameter(help="Print what the API answers.", negative="")] = False,
    chart: Annotated[Path | None, Parameter(help="Draw the answer into FILE.svg or FILE.png.")] = None,
) -> None:
    """Ask in plain words: what was revenue last week, which products sell best, why did orders drop.

    olympus ask "revenue by category last month" --tenant demo-pizza
    """
    from olympus.domain.tenant import parse_tenant_id
    from olympus.use_cases.ask_question import AskedQuestion

    asked = AskedQuestion(
        tenant_id=parse_tenant_id(tenant), text=question, session_id=session, time_zone=time_zone
    )
    async with reached() as container:
        reply = await container.ask_question()(asked)
    if chart:
        _draw(reply.chart, chart)
    if json:
        _print_json(reply, session or "")
    else:
        _print(reply)


def _print_json(reply: "Reply", session_id: str) -> None:
    from olympus.entrypoints.http.exact_json import exact_json
    from olympus.entrypoints.http.reply_out import reply_out

    print(exact_json(reply_out(reply, session_id)).decode())


def _print(reply: "Reply") -> None:
    from olympus.entrypoints.cli.query import rendered

    console = Console(highlight=False)
    console.print(Text(reply.sentence, style="bold"))
    read = reply.interpretation
    for assumption in read.assumptions:
        console.print(Text(f"  {assumption}", style="yellow"))
    if reply.answer and (reply.answer.query.dimensions or reply.answer.query.granularity):
        console.print()
        console.print(rendered(reply.answer))
    if reply.follow_ups:
        console.print(Text("\nAsk next:", style="dim"))
        for each in reply.follow_ups:
            console.print(Text(f"  {each}", style="dim"))


def _draw(specification: dict[str, Any] | None, file: Path) -> None:
    from olympus.entrypoints.cli.drawing import NothingToDraw, draw

    if specification is None:
        raise NothingToDraw
    file.write_bytes(draw(specification, file.suffix.lower()))
