"""What time a question is about, what time it looks ahead to, and what it compares with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from olympus.domain.calendar.comparison import Comparison, compare_with
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.calendar.interval import Interval
from olympus.domain.calendar.timeframe import Timeframe, resolve_timeframe
from olympus.domain.errors import OlympusError
from olympus.domain.questions.interpretation import AskedTime
from olympus.domain.questions.meaning import Cue, Every, ValueNamed, Versus
from olympus.domain.questions.question import Question
from olympus.domain.tenant import TenantSettings
from olympus.domain.time_expressions.reading import TimeReading

_COMPARING = (Cue.COMPARE, Cue.SAME)
_FINENESS = list(Granularity)


@dataclass(frozen=True, slots=True)
class Timing:
    """The times that are asked about. `current` says of which unit the running one is meant: "vs last month"."""

    asked: TimeReading | None = None
    ahead: TimeReading | None = None
    comparison: Comparison = Comparison.NONE
    current: Granularity | None = None
    assumptions: tuple[str, ...] = ()
    against: TimeReading | None = None
    """The other of two periods that are set side by side."""


def timing(question: Question) -> Timing:
    """Which of the times in a question is asked about, and which is only compared with."""
    times = [(at, time) for at, time in question.of(TimeReading)]
    foreseen = question.has(Cue.FORECAST)
    past = [(at, time) for at, time in times if not (time.is_future or (foreseen and _is_running(time)))]
    ahead = next((time for _, time in times if time.is_future or (foreseen and _is_running(time))), None)
    versus = next((versus.comparison for _, versus in question.of(Versus)), None)
    if not past:
        return Timing(None, ahead, versus or _of_same(question), None)
    (at, first), *others = past
    if others:
        return _of_two(question, first, others[-1][1], versus)
    if versus is None and _is_compared_with(question, at):
        year = first.granularity is Granularity.YEAR
        comparison = Comparison.PREVIOUS_YEAR if year else Comparison.PREVIOUS_PERIOD
        every_unit = question.has(Cue.TREND) or question.has_any(Every)
        return Timing(None, ahead, comparison, None if every_unit else first.granularity)
    changed = Comparison.PREVIOUS_PERIOD if _asks_for_change(question, first) else Comparison.NONE
    return Timing(first, ahead, versus or changed, None, first.assumptions)


def _is_running(time: TimeReading) -> bool:
    """Whether it is the day or the quarter that is not over yet."""
    return time.preset is not None and (time.preset.startswith("this_") or time.preset == "today")


def _of_same(question: Question) -> Comparison:
    return Comparison.PREVIOUS_PERIOD if question.has(Cue.SAME) else Comparison.NONE


def _of_two(question: Question, first: TimeReading, second: TimeReading, versus: Comparison | None) -> Timing:
    if not question.has(*_COMPARING, Cue.CHANGE, Cue.WHY, Cue.EITHER):
        return Timing(first, None, versus or Comparison.NONE, None, first.assumptions)
    if _FINENESS.index(second.granularity) > _FINENESS.index(first.granularity):
        year = second.granularity is Granularity.YEAR
        return Timing(
            first, None, Comparison.PREVIOUS_YEAR if year else Comparison.PREVIOUS_PERIOD, None, first.assumptions
        )
    later, earlier = sorted((first, second), key=_start, reverse=True)
    return Timing(
        later, comparison=versus or Comparison.PREVIOUS_PERIOD, against=earlier, assumptions=later.assumptions
    )


def _start(time: TimeReading) -> float:
    return time.interval.start.timestamp() if time.interval.start else float("-inf")


def comparison_of(
    later: TimeReading, earlier: TimeReading, now: datetime, settings: TenantSettings
) -> Comparison | None:
    """The comparison that sets the one against the other, or None where none does."""
    if later.interval == earlier.interval:  # "the last 7 days vs the previous 7 days"
        return Comparison.PREVIOUS_PERIOD
    try:
        timeframe = _timeframe(later, now, settings)
        for comparison in _COMPARISONS:
            compared = compare_with(timeframe, comparison, now, settings)
            if compared and compared.earlier.start == earlier.interval.start:
                return comparison
    except OlympusError:
        return None
    return None


_COMPARISONS = (Comparison.PREVIOUS_YEAR, Comparison.PREVIOUS_PERIOD, Comparison.PREVIOUS_YEAR_WEEKDAYS)


def _timeframe(time: TimeReading, now: datetime, settings: TenantSettings) -> Timeframe:
    if time.preset:
        return resolve_timeframe(time.preset, now=now, settings=settings)
    start, end = time.interval.bounds
    return resolve_timeframe("custom", now=now, settings=settings, start=start.isoformat(), end=end.isoformat())


def asked_words(time: TimeReading) -> str:
    """The words for a time that mean it again, where it has a name."""
    return (time.preset or "").replace("_", " ").replace("/", " to ")


def _is_compared_with(question: Question, at: int) -> bool:
    """Whether the only time that is named is what the present is set against: "vs last month"."""
    before = question.before(at, skipping=(Cue.OF, Cue.EITHER))
    return before in _COMPARING or (
        before is Cue.CHANGE and question.terms[at - 1].text in ("from", "over") and question.has(Cue.CHANGE)
    )


def _asks_for_change(question: Question, time: TimeReading) -> bool:
    """ "up or down last week"; of several units one after the other it is a trend that is wanted."""
    if not question.has(Cue.CHANGE) or question.has(Cue.WHY, Cue.TREND):
        return False
    return not spans_several(time)


def spans_several(time: TimeReading) -> bool:
    """Whether it is a row of units, as "the last 6 months" is."""
    name = time.preset or ""
    return name.startswith("last_") and name.split("_")[1].isdecimal() and name.split("_")[1] != "1"


def compares_values(question: Question, filters: Sequence[object]) -> bool:
    """Whether two values of one dimension are set against each other: "Rome vs Milan"."""
    named = sum(1 for _ in question.of(ValueNamed))
    return question.has(Cue.COMPARE) and (named > 1 or len(filters) > 0)


def asked_time(time: TimeReading | None) -> AskedTime:
    """The timeframe that a phrase means, by its name where it has one."""
    if time is None:
        return AskedTime()
    return AskedTime(time.preset or "custom", Interval(time.interval.start, time.interval.end))
