"""The warehouse in a dataset of BigQuery."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

from olympus.adapters.warehouse.bigquery import jobs
from olympus.adapters.warehouse.bigquery.parameters import query_parameters
from olympus.adapters.warehouse.bigquery.schema import adding, events_table, fields, missing
from olympus.adapters.warehouse.bigquery.troubles import reaching
from olympus.adapters.warehouse.columns import COLUMNS
from olympus.adapters.warehouse.figures import Querying, Row, WarehouseFigures
from olympus.adapters.warehouse.own_sql import TENANT, of_one_tenant
from olympus.adapters.warehouse.parameters import Parameters, Scalar
from olympus.adapters.warehouse.rows import batch_id, lines_of
from olympus.adapters.warehouse.statements import statement
from olympus.adapters.warehouse.views import VIEWS
from olympus.domain.tenant import TenantId
from olympus.ports.event_log import LoggedEvent
from olympus.ports.figure_source import FigureReader
from olympus.ports.warehouse import SentEvent, Warehouse
from olympus.ports.warehouse_queries import QueryRefused, Result, WarehouseQueries

_STAGED_FOR = timedelta(days=1)
"""A batch that was cut off is taken up again before; then BigQuery removes what lies there."""

_PAGE = 2_000
_ASK: dict[str, Any] = {"retry": jobs.RETRY, "timeout": jobs.PATIENCE_SECONDS}

_MERGE = """
    MERGE {events} AS known
    USING {staged} AS new
    ON known.tenant_id = new.tenant_id AND known.event_id = new.event_id
       AND known.occurred_at BETWEEN TIMESTAMP '{first_at}' AND TIMESTAMP '{last_at}'
    WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({values})
"""

_Result = TypeVar("_Result")


class BigQueryWarehouse(Warehouse, WarehouseQueries, Querying):
    """A batch is loaded into a table of its own and merged into `events` from there, by two jobs named after it.

    BigQuery does no job of one name twice, and the merge takes no event twice: either is enough. The names say
    which table it was for.
    """

    def __init__(
        self, project: str, dataset: str, *, most_bytes: int, location: str = "US", endpoint: str | None = None
    ) -> None:
        self._project = project
        self._dataset = dataset
        self._most_bytes = most_bytes
        self._location = location
        self._endpoint = endpoint
        self._made: bigquery.Client | None = None
        # Threads of its own: whoever else computes beside the loop does not wait for the network.
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="bigquery")
        self.dataset = f"`{project}`.{dataset}"

    @property
    def name(self) -> str:
        return f"bigquery:{self._endpoint or ''}{self._project}.{self._dataset}"

    async def prepare(self) -> str:
        return await self._beside_the_loop(self._prepare)

    async def load(self, batch: Sequence[LoggedEvent]) -> None:
        if batch:
            await self._beside_the_loop(lambda: self._load(batch))

    def figures(self, tenant_id: TenantId) -> FigureReader:
        return WarehouseFigures(self, tenant_id)

    async def rows(self, query: str, parameters: Parameters) -> Sequence[Row]:
        return await self._beside_the_loop(lambda: [dict(row) for row in self._asked(query, parameters)])

    async def events(self) -> AsyncIterator[Sequence[SentEvent]]:
        """In the order in which BigQuery gives them: one over everything would not fit into its memory."""
        query = statement("read_events", dataset=self.dataset)
        everything = {"after": Scalar("INT64", -1), "until": Scalar("INT64", 2**62)}
        pages = await self._beside_the_loop(lambda: iter(self._asked(query, everything, page=_PAGE).pages))
        while page := await self._beside_the_loop(lambda: next(_read(pages), None)):
            yield page

    async def estimate(self, tenant_id: TenantId, query: str) -> int:
        narrowed = of_one_tenant(query, dataset=self.dataset).sql(dialect="bigquery")
        config = bigquery.QueryJobConfig(
            query_parameters=query_parameters(_of(tenant_id)), dry_run=True, use_query_cache=False
        )

        def estimated() -> int:
            with _refusing():
                return int(self._started(narrowed, config).total_bytes_processed or 0)

        return await self._beside_the_loop(estimated)

    async def answer(self, tenant_id: TenantId, query: str, *, most_rows: int) -> Result:
        narrowed = of_one_tenant(query, dataset=self.dataset).sql(dialect="bigquery")

        def found() -> Result:
            with _refusing():
                job = self._started(narrowed, self._config(_of(tenant_id)))
                rows = job.result(max_results=most_rows + 1, **_ASK)
            columns = tuple(each.name for each in rows.schema)
            read = [dict(row) for row in rows]
            return Result(columns, read[:most_rows], len(read) <= most_rows)

        return await self._beside_the_loop(found)

    async def aclose(self) -> None:
        """Let threads and connections go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._made is not None:
            self._made.close()  # type: ignore[no-untyped-call]

    @property
    def _client(self) -> bigquery.Client:
        if self._made is None:
            emulated: dict[str, Any] = {
                "credentials": AnonymousCredentials(),  # type: ignore[no-untyped-call]
                "client_options": ClientOptions(api_endpoint=self._endpoint),
            }
            self._made = bigquery.Client(self._project, **(emulated if self._endpoint else {}))
        return self._made

    def _prepare(self) -> str:
        client, reference = self._client, f"{self._project}.{self._dataset}"
        try:
            self._location = client.get_dataset(reference, **_ASK).location or self._location
        except exceptions.NotFound:
            dataset = bigquery.Dataset(reference)
            dataset.location = self._location
            client.create_dataset(dataset, exists_ok=True, **_ASK)
        try:
            events = client.get_table(f"{reference}.events", **_ASK)
        except exceptions.NotFound:
            events = client.create_table(events_table(f"{reference}.events"), exists_ok=True, **_ASK)
        for column in missing(events.schema):
            change = f"ALTER TABLE {self.dataset}.events {adding(column)}"
            client.query(change, location=self._location, **_ASK).result()
        for name, description in VIEWS.items():
            self._have_view(f"{reference}.{name}", statement(name, dataset=self.dataset), description)
        return f"{events.created}"

    def _have_view(self, reference: str, query: str, description: str) -> None:
        view = bigquery.Table(reference)
        view.view_query = query
        view.description = description
        try:
            there = self._client.get_table(reference, **_ASK)
        except exceptions.NotFound:
            self._client.create_table(view, exists_ok=True, **_ASK)
            return
        if there.view_query != query:
            self._client.update_table(view, ["view_query", "description"], **_ASK)

    def _load(self, batch: Sequence[LoggedEvent]) -> None:
        distinct = list({each.event.identity: each for each in reversed(batch)}.values())[::-1]
        lines = lines_of(distinct)
        batch_name = f"olympus_{batch_id(lines + self._table_made_at())}"
        merge = f"{batch_name}-merge"
        if jobs.is_done(self._client, merge, location=self._location):
            return
        reference = f"{self._project}.{self._dataset}.{batch_name}"
        staged = self._staged(reference)
        is_lost = staged.num_rows != len(distinct)
        jobs.load(
            self._client, lines, reference, name=f"{batch_name}-load", location=self._location, again=is_lost
        )
        times = [each.event.occurred_at.astimezone(UTC) for each in distinct]
        jobs.run(self._client, self._merging(batch_name, times), name=merge, location=self._location)
        self._client.delete_table(reference, not_found_ok=True, **_ASK)

    def _table_made_at(self) -> bytes:
        """Tells the table from others of its project, and from one of its name that was there before.

        For the names of jobs belong to the project, and last longer than tables.
        """
        events = self._client.get_table(f"{self._project}.{self._dataset}.events", **_ASK)
        return f"{events.full_table_id} {events.created}".encode()

    def _staged(self, reference: str) -> bigquery.Table:
        """The batch's own table, there already or new and empty."""
        table = bigquery.Table(reference, schema=fields())
        table.expires = datetime.now(UTC) + _STAGED_FOR
        self._client.create_table(table, exists_ok=True, **_ASK)
        return self._client.get_table(reference, **_ASK)

    def _merging(self, batch_name: str, times: Sequence[datetime]) -> str:
        """Looks at the partitions with events of the batch's time, and at no others."""
        names = [each.name for each in COLUMNS]
        return _MERGE.format(
            events=f"{self.dataset}.events",
            staged=f"{self.dataset}.{batch_name}",
            first_at=min(times).isoformat(),
            last_at=max(times).isoformat(),
            columns=", ".join(names),
            values=", ".join(f"new.{name}" for name in names),
        )

    def _asked(self, query: str, parameters: Parameters, *, page: int | None = None) -> Any:
        return self._started(query, self._config(parameters)).result(page_size=page, **_ASK)

    def _started(self, query: str, config: bigquery.QueryJobConfig) -> Any:
        return self._client.query(query, job_config=config, location=self._location, job_retry=None, **_ASK)

    def _config(self, parameters: Parameters) -> bigquery.QueryJobConfig:
        return bigquery.QueryJobConfig(
            query_parameters=query_parameters(parameters), maximum_bytes_billed=self._most_bytes
        )

    async def _beside_the_loop(self, work: Callable[[], _Result]) -> _Result:
        with reaching():
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)


@contextmanager
def _refusing() -> Iterator[None]:
    """What BigQuery says against a query is meant for whoever wrote it."""
    try:
        yield
    except exceptions.BadRequest as error:
        raise QueryRefused(error.message) from None


def _of(tenant_id: TenantId) -> Parameters:
    return {TENANT: Scalar("STRING", tenant_id)}


def _read(pages: Iterator[Any]) -> Iterator[list[SentEvent]]:
    for page in pages:
        yield [
            SentEvent(
                row["position"],
                TenantId(row["tenant_id"]),
                row["event_id"],
                row["received_at"],
                row["original"].encode(),
            )
            for row in page
        ]
