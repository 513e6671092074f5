"""What answers about figures have in common: figures, the time they are of, and what they are compared with."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from olympus.domain.calendar.change import UNKNOWN, Direction
from olympus.domain.calendar.comparison import ComparedInterval, Comparison
from olympus.domain.calendar.timeframe import Timeframe
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.metric import Unit
from olympus.domain.query.answer import Reading, Readings
from olympus.domain.tenant import TenantSettings, Weekday
from olympus.entrypoints.http.figures_out import figure_out, percentage_out

Figure = Annotated[Decimal | None, Meta(description="An exact number, or null where nothing is known.")]
LocalTime = Annotated[
    datetime | None, Meta(description="An instant, with the offset of the tenant's clock; null for all time.")
]


class ComparedWithOut(Struct):
    """The earlier stretch of time that the figures are set beside."""

    comparison: Annotated[Comparison, Meta(description="How it was chosen.")]
    start: LocalTime
    end: LocalTime
    until: Annotated[
        datetime | None, Meta(description="Where the timeframe itself is cut for a fair comparison: at now.")
    ]
    partial: Annotated[
        bool, Meta(description="Whether the period is still running, so that only its elapsed part is compared.")
    ]


class TimeframeOut(Struct):
    """What the name of the timeframe means to this tenant: from `start` until just before `end`."""

    name: Annotated[str, Meta(description="The timeframe's name.", examples=["this_week"])]
    start: LocalTime
    end: LocalTime
    start_utc: Annotated[datetime | None, Meta(description="The same instant in UTC.")]
    end_utc: Annotated[datetime | None, Meta(description="The same instant in UTC.")]
    timezone: Annotated[str, Meta(description="IANA name of the time zone.", examples=["Europe/Rome"])]
    week_start: Annotated[Weekday, Meta(description="First day of the tenant's week.")]
    day_start: Annotated[str, Meta(description="Local time at which the business day begins.", examples=["00:00"])]
    compared_with: ComparedWithOut | None


class ComparedOut(Struct):
    """A figure beside the one before."""

    current: Figure
    previous: Figure
    change: Annotated[Decimal | None, Meta(description="`current` minus `previous`.")]
    change_percentage: Annotated[
        Decimal | None, Meta(description="The change in per cent of the previous figure; null from 0.")
    ]
    trend: Annotated[Direction | None, Meta(description="`stable` under 1 per cent.")]


class DefinitionOut(Struct):
    """What a figure says about itself."""

    label: str
    unit: Unit
    definition: str
    higher_is_better: Annotated[bool | None, Meta(description="null where neither is good by itself.")]


DEFINITIONS = {
    metric.name: DefinitionOut(metric.label, metric.unit, metric.definition, metric.higher_is_better)
    for metric in CATALOGUE.values()
}


def compared_out(reading: Reading) -> ComparedOut:
    """A figure beside the one before."""
    change = reading.change or UNKNOWN
    return ComparedOut(
        current=figure_out(reading.metric, reading.value, reading.currency),
        previous=figure_out(reading.metric, reading.previous, reading.currency),
        change=figure_out(reading.metric, change.absolute, reading.currency),
        change_percentage=percentage_out(change.percentage),
        trend=change.direction,
    )


def timeframe_out(
    timeframe: Timeframe, compared: ComparedInterval | None, settings: TenantSettings
) -> TimeframeOut:
    """What the name of a timeframe means to a tenant."""
    interval = timeframe.interval
    return TimeframeOut(
        name=timeframe.name,
        start=local(interval.start, settings.zone),
        end=local(interval.end, settings.zone),
        start_utc=interval.start,
        end_utc=interval.end,
        timezone=settings.time_zone,
        week_start=settings.week_start,
        day_start=f"{settings.day_start:%H:%M}",
        compared_with=_compared_with(compared, settings.zone) if compared else None,
    )


def other_currencies_out(readings: Readings) -> dict[str, dict[str, Decimal | None]]:
    """What came in other currencies: by currency, then by metric."""
    by_currency: dict[str, dict[str, Decimal | None]] = {}
    for name, reading in readings.items():
        for currency, amount in reading.other_currencies.items():
            by_currency.setdefault(currency, {})[name] = figure_out(reading.metric, amount, currency)
    return by_currency


def local(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As the tenant's clock shows it."""
    return None if instant is None else instant.astimezone(zone)


def _compared_with(compared: ComparedInterval, zone: ZoneInfo) -> ComparedWithOut:
    return ComparedWithOut(
        comparison=compared.comparison,
        start=local(compared.earlier.start, zone),
        end=local(compared.earlier.end, zone),
        until=local(compared.current.end, zone) if compared.partial else None,
        partial=compared.partial,
    )
