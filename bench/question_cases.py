"""How many business questions, written by others, are read as a careful reader read them.

    python -m bench.question_cases [FILE]

An interpretation counts where all of it is as annotated: intent, metrics, group-by, timeframe, filters, limit,
order, comparison and granularity, or one of the further fair readings. Prints the share of each field and of the
whole, whether anything that cannot be answered was answered with a figure, what was missed, and what a question
costs: once with the values of the dimensions known, as a tenant's are, and once without.
Where the cases are from: tests/data/language/README.md.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.percentile import p50, p99
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Operator
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.questions.interpreter import Interpreter
from olympus.domain.questions.tenant_values import Names, TenantValues
from olympus.domain.tenant import TenantSettings

CASES = Path(__file__).parents[1] / "tests" / "data" / "language" / "questions_dev.jsonl"
NOW = datetime(2026, 3, 18, 10, tzinfo=UTC)
"""When the questions are asked: a Wednesday."""

Case = Mapping[str, Any]

_ROUNDS = 5
_INTENTS = {"summary": "metric_summary", "compare": "comparison", "recommend": "recommendation"}
_OPERATORS = {Operator.IS: "eq", Operator.IS_NOT: "neq", Operator.IN: "in", Operator.NOT_IN: "not_in"}
_SEVERAL = (Operator.IN, Operator.NOT_IN)


def cases_in(file: Path) -> list[Case]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def names_in(cases: Iterable[Case]) -> Names:
    """The values that the annotations filter by: what a tenant with such questions would have."""
    names: dict[Dimension, dict[str, str]] = {}
    for case in cases:
        for each in case["gold"]["filters"]:
            values = each["value"] if isinstance(each["value"], list) else [each["value"]]
            if each["dimension"] not in (Dimension.DAY_OF_WEEK, Dimension.HOUR_OF_DAY):
                names.setdefault(Dimension(each["dimension"]), {}).update({value: value for value in values})
    return names


def interpreter_with(names: Names) -> Interpreter:
    """Reads in ISO weeks, in UTC."""
    return Interpreter(BusinessCalendar(TenantSettings()), TenantValues(names))


def misses(case: Case, asked: Interpretation) -> list[str]:
    """The fields that were read otherwise. Of what cannot be answered only that it is not is looked at."""
    gold, accepted = case["gold"], case.get("accept", {})
    if gold["intent"] == "unknown":
        return [] if asked.intent is Intent.UNKNOWN else ["intent"]
    return [
        field
        for field, read in _annotated(asked).items()
        if not any(_same(field, read, fair) for fair in (gold[field], *accepted.get(field, ())))
    ]


def _same(field: str, read: object, fair: object) -> bool:
    return read == (_INTENTS.get(str(fair), fair) if field == "intent" else fair)


def _annotated(asked: Interpretation) -> dict[str, object]:
    """An interpretation in the form of the annotations."""
    start, end = asked.time.interval.start, asked.time.interval.end
    return {
        "intent": asked.intent.value,
        "metrics": list(asked.metrics),
        "group_by": [each.value for each in asked.group_by],
        "timeframe": {"start": _day(start), "end": _day(end)} if start or end else None,
        "limit": asked.limit,
        "order": asked.order and asked.order.value,
        "filters": [
            {
                "dimension": each.dimension.value,
                "op": _OPERATORS[each.operator],
                "value": list(each.values) if each.operator in _SEVERAL else each.values[0],
            }
            for each in asked.filters
        ],
        "comparison": None if asked.comparison == "none" else asked.comparison.value,
        "granularity": asked.granularity and asked.granularity.value,
    }


def _day(instant: datetime | None) -> str | None:
    return f"{instant:%Y-%m-%d}" if instant else None


def main(file: Path) -> None:
    cases = cases_in(file)
    for title, names in (("values known", names_in(cases)), ("values not known", {})):
        for line in _told(title, cases, interpreter_with(names)):
            print(line)


def _told(title: str, cases: Sequence[Case], interpreter: Interpreter) -> Iterator[str]:
    missed = {case["id"]: misses(case, interpreter.read(case["text"], NOW)) for case in cases}
    yield f"{title}:"
    for case in cases:
        if missed[case["id"]]:
            yield f"  missed {', '.join(missed[case['id']])}: {case['text']} ({case['id']})"
    answerable = [case for case in cases if case["gold"]["intent"] != "unknown"]
    for field in _annotated(Interpretation(raw="", intent=Intent.UNKNOWN)):
        exact = sum(field not in missed[case["id"]] for case in answerable)
        yield f"  {field:18} {exact:4} of {len(answerable):4}  {exact / len(answerable):7.1%}"
    whole = sum(not fields for fields in missed.values())
    answered = [case for case in cases if case["gold"]["intent"] == "unknown" and missed[case["id"]]]
    yield f"  {'whole':18} {whole:4} of {len(cases):4}  {whole / len(cases):7.1%}   goal 85 %"
    yield f"  answered though nothing can be told: {len(answered)}   goal 0"
    taken = [_microseconds(case["text"], interpreter) for case in cases]
    yield f"  µs a question: median {p50(taken):.0f}, p99 {p99(taken):.0f}   goal 150, 2,000"


def _microseconds(text: str, interpreter: Interpreter) -> float:
    def seconds() -> float:
        begun = time.perf_counter()
        interpreter.read(text, NOW)
        return time.perf_counter() - begun

    return 1e6 * min(seconds() for _ in range(_ROUNDS))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES)
