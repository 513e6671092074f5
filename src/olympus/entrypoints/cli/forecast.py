"""`olympus forecast`: anyone's series continued, from JSON lines or a table; no servers."""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TypeVar

import msgspec
from cyclopts import Parameter
from msgspec import Struct

from olympus.domain.errors import OlympusError

if TYPE_CHECKING:
    from olympus.domain.forecasts.forecast import Forecast
    from olympus.domain.forecasts.series import Series
    from olympus.ports.forecaster import Forecaster

_Sent = TypeVar("_Sent")
_AT_ONCE = 64
_READ = 1 << 20
_NO_JSON = (b"NaN", b"Infinity")
_TIMES, _VALUES = ("date", "timestamp", "ds", "time"), ("value", "y")


class SeriesLine(Struct):
    """A series as it is sent. `season` is a number of steps, or several; null among the values is missing."""

    id: str | int
    values: list[float | None]
    horizon: int
    season: float | list[float] = 1


class SeriesName(Struct):
    """What is read of a line that is no good otherwise."""

    id: str | int | None = None


class UnreadableTable(OlympusError):
    """A file that holds no series."""


def forecast(
    file: Annotated[
        Path | None,
        Parameter(
            help="A CSV with columns date (or timestamp, ds), value (or y), and id where there are several series."
        ),
    ] = None,
    *,
    stdin: Annotated[
        bool, Parameter(help='Read {"id", "values", "season", "horizon"}, one a line.', negative="")
    ] = False,
    horizon: Annotated[int, Parameter(help="Steps ahead, with a file.")] = 30,
    season: Annotated[tuple[float, ...], Parameter(help="Length of a season in steps; any number of them.")] = (),
    plot: Annotated[Path | None, Parameter(help="Draw the forecasts into FILE.svg or FILE.png.")] = None,
) -> int | None:
    """Forecast series with intervals, a line of JSON each.

    A line has {"id", "mean", "lower_80", "upper_80", "lower_95", "upper_95", "model"}.

    echo '{"id": "a", "values": [1, 2, 3, 4], "season": 1, "horizon": 2}' | olympus forecast --stdin

    olympus forecast sales.csv --horizon 28 --season 7 --plot sales.svg
    """
    if stdin:
        return _forecast_lines(sys.stdin.buffer)
    if file is None:
        raise UnreadableTable("Name a CSV file, or send JSON lines with --stdin.")
    _forecast_table(file, horizon, season, plot)
    return None


def _forecaster() -> "Forecaster":
    from olympus.composition import Container

    return Container.forecaster()


def _forecast_lines(lines: BinaryIO) -> int:
    """Answer lines as they come, as many at once as have come; 1 where one of them could not be."""
    forecaster, failed = _forecaster(), False
    for some in _arriving(lines):
        for answer in _answers(some, forecaster):
            failed |= "error" in answer
            sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()
    return 1 if failed else 0


def _arriving(lines: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines, as many as are there, up to 64."""
    rest = b""
    while piece := lines.read1(_READ):  # type: ignore[attr-defined]
        *whole, rest = (rest + piece).split(b"\n")
        yield from _portions(whole)
    yield from _portions([rest])


def _portions(lines: list[bytes]) -> Iterator[list[bytes]]:
    told = [line for line in lines if line.strip()]
    for begin in range(0, len(told), _AT_ONCE):
        yield told[begin : begin + _AT_ONCE]


def _answers(lines: list[bytes], forecaster: "Forecaster") -> list[dict[str, Any]]:
    read = [_series_or_error(line) for line in lines]
    forecasts = iter(forecaster.forecast([each for each in read if not isinstance(each, dict)]))
    return [each if isinstance(each, dict) else _forecast_out(next(forecasts)) for each in read]


def _series_or_error(line: bytes) -> "Series | dict[str, Any]":
    from olympus.domain.forecasts.series import series_of

    try:
        sent = _read(line, SeriesLine)
        return series_of(str(sent.id), sent.values, horizon=sent.horizon, season=sent.season)
    except (msgspec.DecodeError, ValueError, OlympusError) as error:
        return {"id": _id_of(line), "error": str(error)}


def _id_of(line: bytes) -> str | None:
    try:
        named = _read(line, SeriesName).id
    except (msgspec.DecodeError, ValueError):
        return None
    return None if named is None else str(named)


def _read(line: bytes, type_: type[_Sent]) -> _Sent:
    """A line; NaN and Infinity, which are no JSON but which many programs write, are read too."""
    try:
        return msgspec.json.decode(line, type=type_)
    except msgspec.DecodeError:
        if not any(word in line for word in _NO_JSON):
            raise
        return msgspec.convert(json.loads(line), type=type_)


def _forecast_out(forecast: "Forecast") -> dict[str, Any]:
    return {
        "id": forecast.id,
        "mean": forecast.mean,
        "lower_80": forecast.lower_80,
        "upper_80": forecast.upper_80,
        "lower_95": forecast.lower_95,
        "upper_95": forecast.upper_95,
        "model": forecast.model,
    }


def _forecast_table(file: Path, horizon: int, season: Sequence[float], plot: Path | None) -> None:
    from rich.console import Console
    from rich.progress import track

    from olympus.domain.forecasts.series import series_of

    table = _series_of_table(file)
    all_series = [series_of(name, values, horizon=horizon, season=season) for name, values in table.items()]
    forecaster, drawn = _forecaster(), []
    portions = [all_series[begin : begin + _AT_ONCE] for begin in range(0, len(all_series), _AT_ONCE)]
    console = Console(stderr=True)
    for some in track(portions, description="forecasting", console=console, transient=True):
        for series, made in zip(some, forecaster.forecast(some), strict=True):
            sys.stdout.buffer.write(msgspec.json.encode(_forecast_out(made)) + b"\n")
            for warning in made.warnings:
                console.print(f"{made.id}: {warning}", style="yellow", markup=False, highlight=False)
            if plot:
                drawn.append((series, made))
    sys.stdout.buffer.flush()
    if plot:
        from olympus.domain.forecasts.chart import chart_of
        from olympus.entrypoints.cli.drawing import draw

        plot.write_bytes(draw(chart_of(drawn), plot.suffix.lower()))


def _series_of_table(file: Path) -> dict[str, list[float | None]]:
    """The values of each id in the order of their times. Raises UnreadableTable."""
    if not file.is_file():
        raise UnreadableTable(f"There is no file {file}.")
    with file.open(newline="", encoding="utf-8-sig") as opened:
        rows = csv.DictReader(opened)
        columns = {name.strip().lower(): name for name in rows.fieldnames or []}
        time = next((columns[name] for name in _TIMES if name in columns), None)
        value = next((columns[name] for name in _VALUES if name in columns), None)
        if value is None:
            raise UnreadableTable(f"{file.name} has no column called value or y.")
        found: dict[str, list[tuple[str, float | None]]] = defaultdict(list)
        for row in rows:
            name = row[columns["id"]] if "id" in columns else file.stem
            found[name].append((row[time] if time else "", _number(row[value], file, rows.line_num)))
    return {name: _in_order(points) for name, points in found.items()}


def _in_order(points: list[tuple[str, float | None]]) -> list[float | None]:
    """Values in the order of their times, with None for missing days where times are dates or instants."""
    from olympus.domain.forecasts.spacing import evenly_spaced

    try:
        timed = sorted(
            ((datetime.fromisoformat(time), value) for time, value in points), key=lambda point: point[0]
        )
    except (ValueError, TypeError):  # no dates, or some with a time zone and some without
        return [value for _, value in sorted(points, key=lambda point: point[0])]
    return evenly_spaced([time for time, _ in timed], [value for _, value in timed])


def _number(written: str | None, file: Path, line: int) -> float | None:
    if written is None or not written.strip():
        return None
    try:
        return float(written)
    except ValueError as error:
        raise UnreadableTable(f"Line {line} of {file.name} has {written!r} where a number is due.") from error
