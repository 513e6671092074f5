"""How many time phrases, written by others for other parsers, are read to the very instant.

    python -m bench.time_cases [FILE]

Each case is a phrase, the moment at which it is said, and the interval that it means.
Prints the share that is read exactly, start and end, for every tag; the ones that are
not; and what a phrase costs. Where the cases are from: tests/data/language/README.md.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bench.percentile import p50, p99
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.tenant import TenantSettings
from olympus.domain.time_expressions.grammar import TimeGrammar
from olympus.domain.time_expressions.reading import TimeReading

CASES = Path(__file__).parents[1] / "tests" / "data" / "language" / "time_ranges_dev.jsonl"

Case = dict[str, Any]
Bounds = tuple[datetime | None, datetime | None]

_ROUNDS = 5


def cases_in(file: Path) -> list[Case]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def expected(case: Case) -> Bounds:
    """Where the interval should begin and end, by the clock that shows the reference."""
    start, end = (_instant(case[side]) if case[side] else None for side in ("start", "end"))
    return start, end


def read(case: Case, grammar: TimeGrammar) -> Bounds | str:
    """Where the grammar says that it begins and ends, or why it says nothing."""
    reading = grammar.read(case["text"], _instant(case["reference"]))
    if isinstance(reading, TimeReading):
        return reading.interval.start, reading.interval.end
    return reading.reason


def grammar_of_the_cases() -> TimeGrammar:
    """The cases speak in local time without changes of the clock, and their weeks begin on Monday."""
    return TimeGrammar(BusinessCalendar(TenantSettings()))


def shares(cases: Iterable[Case], is_exact: Callable[[Case], bool]) -> dict[str, tuple[int, int]]:
    """For every tag, and for all that is not a matter of convention: how many are exact, of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case in cases:
        exact = is_exact(case)
        every = ["all", *case["tags"], *(["not convention"] if "convention" not in case["tags"] else [])]
        for tag in every:
            counts[tag][0] += exact
            counts[tag][1] += 1
    return {tag: (exact, total) for tag, (exact, total) in counts.items()}


def microseconds(cases: Iterable[Case], grammar: TimeGrammar) -> list[float]:
    """What each phrase takes, at best of a few rounds."""
    return [1e6 * min(_seconds(partial(read, case, grammar)) for _ in range(_ROUNDS)) for case in cases]


def main(file: Path) -> None:
    cases, grammar = cases_in(file), grammar_of_the_cases()
    for case in cases:
        if (said := read(case, grammar)) != expected(case):
            print(_miss(case, said))
    for tag, (exact, total) in sorted(shares(cases, lambda case: read(case, grammar) == expected(case)).items()):
        print(f"{tag:18} {exact:4} of {total:4}  {exact / total:7.1%}")
    taken = microseconds(cases, grammar)
    print(f"µs a phrase: median {p50(taken):.1f}, p99 {p99(taken):.1f}")


def _miss(case: Case, said: Bounds | str) -> str:
    start, end = (each and f"{each:%Y-%m-%dT%H:%M}" for each in expected(case))
    got = (
        said if isinstance(said, str) else " to ".join(f"{each:%Y-%m-%dT%H:%M}" if each else "…" for each in said)
    )
    tags = ",".join(case["tags"])
    return f"{case['text']!r} at {case['reference']}: {start} to {end}, read {got} ({tags}; {case['id']})"


def _instant(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=UTC)


def _seconds(task: Callable[[], object]) -> float:
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES)
