"""Does the service say what the books say? Every difference in a sentence."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Set
from decimal import Decimal

from sqlalchemy import text

from bench.chaos.books import ADDITIVE, MONEY, Books
from bench.chaos.moments import FAR_AHEAD, Month, bounds
from bench.chaos.stories import PLACES
from bench.chaos.workload import Workload
from bench.readings import people_in, products_in, sums_over
from olympus.composition import Container
from olympus.domain.calendar.interval import ALL_TIME, Interval
from olympus.domain.facts.stock import StockSummary
from olympus.domain.metrics.catalogue import metric_named
from olympus.domain.metrics.figure import Figures
from olympus.domain.query.reading import StockRead
from olympus.domain.tenant import TenantId
from olympus.ports.figure_source import FigureSnapshot

_PAGE = 1_000
_NO_STOCK = StockSummary()


async def differences(container: Container, sent: Workload) -> list[str]:
    """Nothing at all, if nothing was lost and nothing counted twice."""
    found = await _in_what_is_left(container)
    found += await _in_recorded_events(container, sent)
    found += await _in_dead_letters(container, sent)
    for books in sent.books:
        async with container.figures().snapshot(TenantId(books.tenant)) as snapshot:
            found += [f"{books.tenant}: {each}" async for each in _in_figures(snapshot, books)]
    return found


async def _in_what_is_left(container: Container) -> list[str]:
    backlog = await container.stream().backlog()
    if backlog.entries or backlog.pending:
        return [f"{backlog.entries} entries are left on the stream, {backlog.pending} of them pending"]
    return []


async def _in_recorded_events(container: Container, sent: Workload) -> list[str]:
    async with container.engine().connect() as connection:
        rows = await connection.execute(text("SELECT tenant_id, count(*) FROM events GROUP BY tenant_id"))
        recorded = {str(tenant): int(count) for tenant, count in rows}
    return [
        f"{tenant}: {recorded.get(tenant, 0)} events recorded, {sent.recorded[tenant]} sent"
        for tenant in sorted(sent.recorded.keys() | recorded.keys())
        if recorded.get(tenant, 0) != sent.recorded[tenant]
    ]


async def _in_dead_letters(container: Container, sent: Workload) -> list[str]:
    kept = Counter([body async for body in _letters(container)])
    return [
        *_some("poison messages without a dead letter", sent.poison - kept.keys()),
        *_some("dead letters of what is no poison", kept.keys() - sent.poison),
        *_some("messages with several dead letters", {body for body, count in kept.items() if count > 1}),
    ]


def _some(what: str, bodies: Set[bytes]) -> list[str]:
    return [f"{len(bodies)} {what}, such as {min(bodies)!r}"] if bodies else []


async def _letters(container: Container) -> AsyncIterator[bytes]:
    after: str | None = None
    while page := await container.dead_letters().page(limit=_PAGE, after=after):
        for letter in page:
            yield letter.body
        after = page[-1].letter_id


async def _in_figures(snapshot: FigureSnapshot, books: Books) -> AsyncIterator[str]:
    months: list[Month | None] = [None, *sorted(books.months)]
    intervals = [Interval(*bounds(month)) if month else ALL_TIME for month in months]
    for place in (None, *PLACES):
        for month, interval in zip(months, intervals, strict=True):
            sums = await sums_over(snapshot, interval, location_id=place)
            service = Figures(sums, {}, _NO_STOCK, books.currency)
            for each in _in_sums(service, books, month, place):
                yield each
    for month, interval in zip(months, intervals, strict=True):
        for each in await _in_people(snapshot, books, month, interval):
            yield each
        for each in await _in_products(snapshot, books, month, interval):
            yield each
    for each in await _in_stock(snapshot, books):
        yield each


def _in_sums(service: Figures, books: Books, month: Month | None, place: str | None) -> Iterator[str]:
    where = f"{_called(month)}, {place or 'everywhere'}"
    for name in ADDITIVE:
        total = books.total(name, month, place)
        must = _money(total, books) if name in MONEY else Decimal(total)
        if (said := service.of(metric_named(name))) != must:
            yield f"{name} ({where}) is {said}, and must be {must}"
    if others := service.sums.currencies() - {books.currency}:
        yield f"amounts in {', '.join(sorted(others))} ({where}), which nobody paid"


async def _in_people(snapshot: FigureSnapshot, books: Books, month: Month | None, interval: Interval) -> list[str]:
    people, sums = await people_in(snapshot, interval), await sums_over(snapshot, interval)
    service = Figures(sums, people, _NO_STOCK, books.currency)
    return [
        f"{name} ({_called(month)}) is {said}, and must be {must}"
        for name, must in books.people(month).items()
        if (said := service.of(metric_named(name))) != must
    ]


async def _in_products(
    snapshot: FigureSnapshot, books: Books, month: Month | None, interval: Interval
) -> list[str]:
    said = await products_in(snapshot, interval, currency=books.currency)
    must = {
        product: (Decimal(sold), _money(earned, books))
        for product, (sold, earned) in books.products(month).items()
    }
    return [
        f"{product} ({_called(month)}) sold {said.get(product)}, and must be {must.get(product)}"
        for product in sorted(said.keys() | must.keys())
        if said.get(product) != must.get(product)
    ]


async def _in_stock(snapshot: FigureSnapshot, books: Books) -> list[str]:
    cells = await snapshot.stock(StockRead((FAR_AHEAD,), None))
    said = cells.get((0, ()), _NO_STOCK)
    must = books.shelf.in_the_end()
    if (said.on_hand, said.warnings, said.out_of_stock) == (must.on_hand, must.low, must.out):
        return []
    return [f"stock is {said}, and must be {must}"]


def _money(minor: int, books: Books) -> Decimal:
    return Decimal(minor).scaleb(-books.digits)


def _called(month: Month | None) -> str:
    return "{}-{:02}".format(*month) if month else "all time"
