"""Jobs with names that are derived from what they do, so that none is done twice."""

import io
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from google.api_core import exceptions
from google.cloud import bigquery
from google.cloud.bigquery.retry import DEFAULT_RETRY

from olympus.adapters.warehouse.bigquery.schema import fields

RETRY = DEFAULT_RETRY.with_timeout(20)
"""A call that was lost on the way is made again for so long; beyond that the export says that it waits."""

PATIENCE_SECONDS = 60.0
"""For the answer to one call."""

_JOB_SECONDS = 900.0


def load(client: bigquery.Client, lines: bytes, table: str, *, name: str, location: str, again: bool) -> None:
    """Put rows into a table of their own, whatever it held before. Loading is free, other than streaming.

    `again` has them loaded also where a job of this name did that once, for their table is gone.
    """
    config = bigquery.LoadJobConfig(
        source_format=bigquery.SourceFormat.NEWLINE_DELIMITED_JSON,
        schema=fields(),
        write_disposition=bigquery.WriteDisposition.WRITE_TRUNCATE,
    )

    def start(job_id: str) -> Any:
        return client.load_table_from_file(
            io.BytesIO(lines),
            table,
            job_id=job_id,
            location=location,
            job_config=config,
            timeout=PATIENCE_SECONDS,
        )

    _have_done(client, start, name=name, location=location, again=again)


def run(client: bigquery.Client, statement: str, *, name: str, location: str) -> None:
    """Run a statement that changes something."""

    def start(job_id: str) -> Any:
        return client.query(
            statement,
            job_id=job_id,
            location=location,
            retry=RETRY,
            job_retry=None,
            timeout=PATIENCE_SECONDS,
        )

    _have_done(client, start, name=name, location=location, again=False)


def is_done(client: bigquery.Client, name: str, *, location: str) -> bool:
    """Whether a job of this name ended well, at whichever try."""
    return any(job.done(retry=RETRY) and not job.error_result for job in _known(client, name, location))


def _have_done(
    client: bigquery.Client, start: Callable[[str], Any], *, name: str, location: str, again: bool
) -> None:
    """Have a job of this name done: the one that there is, or else a new one.

    A job that failed keeps its name for ever, so that the next try has the next number. Raises its failure.
    """
    tries = 0
    for job in _known(client, name, location):
        tries += 1
        if not job.done(retry=RETRY):
            job.result(retry=RETRY, timeout=_JOB_SECONDS)
            return
        if not job.error_result and not again:
            return
    job_id = f"{name}-{tries + 1}"
    try:
        job = start(job_id)
    except exceptions.Conflict:  # it was begun, and the reply was lost
        job = client.get_job(job_id, location=location, retry=RETRY, timeout=PATIENCE_SECONDS)
    job.result(retry=RETRY, timeout=_JOB_SECONDS)


def _known(client: bigquery.Client, name: str, location: str) -> Iterator[Any]:
    """The jobs of a name, try by try."""
    for number in count(1):
        try:
            yield client.get_job(f"{name}-{number}", location=location, retry=RETRY, timeout=PATIENCE_SECONDS)
        except exceptions.NotFound:
            return
