"""The demo's events, moved by whole weeks so that the year ends in the present week."""

import gzip
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import resources
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec

from olympus.domain.tenant import TenantId, TenantSettings

DEMO_TENANT = TenantId("demo-pizza")
DEMO_SETTINGS = TenantSettings(time_zone="America/New_York", currency="USD")

_LAST_DAY = date(2015, 12, 31)
_ONE_WEEK = timedelta(days=7)


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the file; what is not moved is passed through."""

    id: str
    name: str
    tenant_id: str
    occurred_at: datetime
    context: msgspec.Raw
    payload: msgspec.Raw


def moved_to(now: datetime) -> Iterator[bytes]:
    """The events up to `now` as JSON, the year moved so that its last day lies in the week of `now`.

    Every event keeps its weekday and its time by the restaurant's clock. An event moved by another
    number of weeks is another event, with an id of its own.
    """
    zone = ZoneInfo(DEMO_SETTINGS.time_zone)
    weeks = _weeks_to(now.astimezone(zone).date())
    for line in _lines():
        wall = line.occurred_at.astimezone(zone).replace(tzinfo=None)
        line.occurred_at = (wall + weeks * _ONE_WEEK).replace(tzinfo=zone)
        if line.occurred_at > now:
            continue
        if weeks:
            line.id = str(uuid5(UUID(line.id), str(weeks)))
        yield msgspec.json.encode(line)


def _weeks_to(today: date) -> int:
    """How many weeks lie between the week in which the year ended and the week of `today`."""
    monday, last_monday = (day - timedelta(days=day.weekday()) for day in (today, _LAST_DAY))
    return (monday - last_monday).days // 7


def _lines() -> Iterator[_Line]:
    decoder = msgspec.json.Decoder(_Line)
    packed = resources.files(__package__).joinpath("pizza_place_sales.jsonl.gz")
    with packed.open("rb") as file, gzip.open(file) as lines:
        for line in lines:
            yield decoder.decode(line)
