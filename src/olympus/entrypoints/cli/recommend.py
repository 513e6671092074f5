"""`olympus recommend`: items for the owners and baskets of a file; no servers."""

import csv
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import msgspec
from cyclopts import Parameter
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from olympus.domain.errors import OlympusError, quoted
from olympus.domain.recommending.request import MOST_GIVEN
from olympus.entrypoints.cli.purchase_file import PurchaseFile, UnreadableFile

if TYPE_CHECKING:
    from olympus.domain.recommending.basket import Basket
    from olympus.domain.recommending.together import Together
    from olympus.ports.recommender import ItemModel

_MOST = 1_000


class BasketLine(Struct):
    """What is in a basket."""

    items: list[str]


class NothingAsked(OlympusError):
    """Neither interactions nor baskets, or both, or baskets with nothing to complete."""

    def __init__(self) -> None:
        super().__init__(
            "Say either --interactions FILE.csv, or --baskets FILE.csv and --complete FILE.jsonl"
            " (- is standard input)."
        )


class TopOutOfRange(OlympusError):
    """No items, or more than are ranked."""

    def __init__(self, top: int) -> None:
        super().__init__(f"--top is from 1 to {_MOST:,}, not {quoted(top)}.")


def recommend(
    *,
    interactions: Annotated[
        Path | None, Parameter(help="CSV with the columns user, item and perhaps time.")
    ] = None,
    baskets: Annotated[Path | None, Parameter(help="CSV with the columns basket and item.")] = None,
    complete: Annotated[
        str | None,
        Parameter(
            help='With --baskets: JSON lines {"items": [..]} to complete; - is standard input.',
            allow_leading_hyphen=True,
        ),
    ] = None,
    top: Annotated[int, Parameter(help="How many items are recommended.")] = 20,
    out: Annotated[Path | None, Parameter(help="Where to write; default: standard output.")] = None,
) -> None:
    """Recommend items, learnt from a file.

    With --interactions: to every user what the user does not have, as CSV with user, item, rank and score.
    With --baskets: what completes each basket that is read, a line {"items": [..]} each, the best first.

    A file may end in .csv.gz. Lines with 1 in a column `split` are kept aside and not learnt from.
    """
    if not 1 <= top <= _MOST:
        raise TopOutOfRange(top)
    if interactions and not baskets and complete is None:
        _recommend_to_users(interactions, top, out)
    elif baskets and complete and not interactions:
        _complete_baskets(baskets, complete, top, out)
    else:
        raise NothingAsked


def _recommend_to_users(file: Path, top: int, out: Path | None) -> None:
    from olympus.domain.recommending.together import Together

    users: dict[str, None] = {}

    def noted(baskets: Iterable["Basket"]) -> Iterator["Basket"]:
        for basket in baskets:
            users[basket.basket_id] = None
            yield basket

    with _progress() as progress:
        model = _learnt(noted(PurchaseFile(file, "user").baskets(progress)), Together.CUSTOMER, file, progress)
        with _written_to(out) as target:
            rows = csv.writer(target, lineterminator="\n")
            rows.writerow(("user", "item", "rank", "score"))
            for user in progress.track(users, description="Recommending"):
                ranked = model.rank(model.weights_of(user), limit=top)
                rows.writerows(
                    (user, each.item_id, rank, f"{each.score:.6g}") for rank, each in enumerate(ranked, 1)
                )


def _complete_baskets(file: Path, given: str, top: int, out: Path | None) -> None:
    from olympus.domain.recommending.together import Together

    with _progress() as progress:
        model = _learnt(PurchaseFile(file, "basket").baskets(progress), Together.BASKET, file, progress)
    with _written_to(out) as target:
        for line in _lines(given):
            target.write(msgspec.json.encode(_completed(line, model, top)).decode() + "\n")


def _learnt(baskets: Iterable["Basket"], together: "Together", file: Path, progress: Progress) -> "ItemModel":
    from olympus.composition import Container
    from olympus.settings import Settings

    lessons = Container(settings=Settings.from_environment(os.environ)).recommender().lessons(together)
    lessons.add(baskets)
    learning = progress.add_task("Learning", total=None)
    model: ItemModel = lessons.learn()
    progress.update(learning, total=1, completed=1)
    if not model.popular(limit=1):
        raise UnreadableFile(file, "there is nothing in it to learn from")
    return model


def _completed(line: bytes, model: "ItemModel", top: int) -> dict[str, object]:
    try:
        items = msgspec.json.decode(line, type=BasketLine).items
    except msgspec.DecodeError as error:
        return {"error": str(error)}
    if len(items) > MOST_GIVEN:
        return {"error": f"A basket has at most {MOST_GIVEN:,} items, not {len(items):,}."}
    return {"items": [each.item_id for each in model.rank(dict.fromkeys(items, 1.0), limit=top)]}


def _lines(given: str) -> Iterator[bytes]:
    if given == "-":
        yield from (line for line in sys.stdin.buffer if line.strip())
        return
    try:
        with Path(given).open("rb") as source:
            yield from (line for line in source if line.strip())
    except OSError as error:
        raise UnreadableFile(Path(given), error.strerror or str(error)) from error


@contextmanager
def _written_to(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as target:
            yield target
    except OSError as error:
        raise UnreadableFile(out, error.strerror or str(error)) from error


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
