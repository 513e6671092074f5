"""Troubles of BigQuery, told in the words of the ports."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests.exceptions
from google.api_core import exceptions
from google.auth.exceptions import GoogleAuthError, TransportError

from olympus.ports.errors import SourceUnavailable
from olympus.ports.warehouse import WarehouseUnfit

_AWAY = (
    exceptions.ServerError,
    exceptions.TooManyRequests,
    exceptions.RetryError,
    requests.exceptions.RequestException,
    TransportError,
    ConnectionError,
    TimeoutError,
)
_AWAY_REASONS = frozenset(
    {"backendError", "internalError", "rateLimitExceeded", "jobRateLimitExceeded", "timeout"}
)
_LONGEST_TEXT = 300


@contextmanager
def reaching() -> Iterator[None]:
    """Turns what may pass into SourceUnavailable, and what somebody must mend into WarehouseUnfit."""
    try:
        yield
    except _AWAY as error:
        raise SourceUnavailable("the warehouse", type(error).__name__) from error
    except exceptions.GoogleAPICallError as error:
        if _reason(error) in _AWAY_REASONS:
            raise SourceUnavailable("the warehouse", _reason(error)) from error
        raise WarehouseUnfit(f"BigQuery refuses: {error.message[:_LONGEST_TEXT]}") from error
    except GoogleAuthError as error:
        raise WarehouseUnfit(f"there are no credentials for BigQuery ({type(error).__name__})") from error


def _reason(error: exceptions.GoogleAPICallError) -> str:
    return next((each.get("reason", "") for each in error.errors if isinstance(each, dict)), "")
