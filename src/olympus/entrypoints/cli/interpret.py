"""`olympus interpret`: how questions and times are read, a line of JSON each; no figures, no servers."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from cyclopts import Parameter
from msgspec import Struct

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.errors import OlympusError
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.tenant import TenantSettings, Weekday
from olympus.entrypoints.http.interpretation_out import interpretation_out

if TYPE_CHECKING:
    from olympus.domain.questions.tenant_values import Names


class QuestionLine(Struct):
    """A question, with what its reading depends on. `values` are the names that the tenant's dimensions have.

    Without `values`, nothing is known of them, and a name is taken for one.
    """

    query: str
    now: datetime
    timezone: str | None = None
    week_start: str | None = None
    values: dict[str, list[str] | dict[str, str]] | None = None


class TimeLine(Struct):
    """A time phrase, and when it is said."""

    text: str
    now: datetime
    timezone: str | None = None
    week_start: str | None = None


def interpret(
    *,
    time_only: Annotated[
        bool,
        Parameter(help='Read {"text", "now", "timezone"} and write {"start", "end", "granularity"}.', negative=""),
    ] = False,
) -> None:
    """Read JSON lines {"query", "now", "timezone", "week_start"?, "values"?} and write an interpretation for each.

    echo '{"query": "sales last week", "now": "2026-03-18T10:00:00Z", "timezone": "UTC"}' | olympus interpret
    """
    read = _time if time_only else _question
    for line in _lines():
        sys.stdout.buffer.write(msgspec.json.encode(_read_or_error(line, read)) + b"\n")
    sys.stdout.buffer.flush()


@dataclass(frozen=True, slots=True)
class Said:
    """When something is said, and by which calendar."""

    now: datetime
    calendar: BusinessCalendar

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone

    @classmethod
    def at(cls, now: datetime, time_zone: str | None, week_start: str | None) -> "Said":
        """An instant without an offset is the time on the wall. A zone may be an offset, such as "-02:00"."""
        calendar = _calendar(_zone_name(time_zone, now), week_start)
        return cls(now if now.tzinfo else calendar.instant_at(now), calendar)


def _zone_name(time_zone: str | None, now: datetime) -> str:
    """The IANA name of a zone that may be an offset, or be told by the offset of the instant alone."""
    offset = now.strftime("%z") if time_zone is None else time_zone
    if offset in ("", "Z", "+0000", "+00:00"):
        return "UTC"
    hours = re.fullmatch(r"([+-])0?(\d\d?):?00", offset)
    if hours:  # The names of these zones count westwards.
        return f"Etc/GMT{'-' if hours[1] == '+' else '+'}{hours[2]}"
    return time_zone or "UTC"


def _lines() -> Iterator[bytes]:
    return (line for line in sys.stdin.buffer if line.strip())


def _read_or_error(line: bytes, read: Any) -> Any:
    try:
        return read(line)
    except (msgspec.DecodeError, OlympusError) as error:
        return {"error": str(error)}


def _question(line: bytes) -> Any:
    from olympus.domain.questions.interpreter import Interpreter
    from olympus.domain.questions.tenant_values import TenantValues
    from olympus.use_cases.ask_question import check_text

    asked = msgspec.json.decode(line, type=QuestionLine)
    check_text(asked.query)
    said = Said.at(asked.now, asked.timezone, asked.week_start)
    read = Interpreter(said.calendar, TenantValues(_names(asked.values or {}))).read(asked.query, said.now)
    return interpretation_out(read, said.zone)


def _time(line: bytes) -> Any:
    from olympus.domain.time_expressions.grammar import TimeGrammar
    from olympus.domain.time_expressions.reading import TimeUnread

    asked = msgspec.json.decode(line, type=TimeLine)
    said = Said.at(asked.now, asked.timezone, asked.week_start)
    read = TimeGrammar(said.calendar).read(asked.text, said.now)
    if isinstance(read, TimeUnread):
        return {"error": read.reason}
    start, end = (each and each.astimezone(said.zone) for each in (read.interval.start, read.interval.end))
    return {"start": start, "end": end, "granularity": read.granularity}


@lru_cache(maxsize=256)
def _calendar(time_zone: str, week_start: str | None) -> BusinessCalendar:
    return BusinessCalendar(
        TenantSettings(time_zone=time_zone, week_start=Weekday((week_start or "monday").lower()))
    )


def _names(values: dict[str, list[str] | dict[str, str]]) -> "Names":
    return {
        Dimension(dimension): named if isinstance(named, dict) else {name: name for name in named}
        for dimension, named in values.items()
    }
