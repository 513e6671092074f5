"""What holds for every text and every question."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.asking import asking
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.questions.reply import is_answered
from olympus.domain.questions.wording import said_again
from tests.domain.questions.asking import NAMES, NOW, read

_WORDS = st.sampled_from(
    [
        "revenue",
        "orders",
        "sales",
        "customers",
        "by",
        "per",
        "store",
        "channel",
        "product",
        "day",
        "last",
        "week",
        "month",
        "this",
        "year",
        "top",
        "5",
        "best",
        "most",
        "worst",
        "excluding",
        "not",
        "Rome",
        "Milan",
        "Margherita",
        "cash",
        "web",
        "why",
        "did",
        "drop",
        "compare",
        "vs",
        "yoy",
        "growth",
        "and",
        "or",
        "how",
        "many",
        "which",
        "what",
        "will",
        "forecast",
        "in",
        "for",
        "2025",
        "March",
        "3",
        "profit",
        "delete",
        '"',
        "'",
        ".",
        "?",
        "%",
        "of",
        "the",
        "average",
        "order",
        "value",
        "refunds",
        "rate",
        "cancelled",
        "each",
        "who",
        "spent",
        "trend",
        "since",
        "until",
        "between",
        "9",
        "17",
        "yesterday",
        "same",
        "period",
        "payments",
        "failed",
        "stock",
        "low",
        "new",
        "returning",
    ]
)
_QUESTIONS = st.lists(_WORDS, max_size=14).map(" ".join)


@given(st.text(max_size=500) | _QUESTIONS)
@example("İstanbul'da satışlar")
@example("last 999999999 years revenue")
@example("1" * 500)
@example('"' * 500)
@example("revenue by " * 45)
def test_any_text_is_read_and_every_match_is_a_part_of_it(text: str) -> None:
    asked = read(text)

    for match in asked.matched:
        assert text[match.start : match.end] == match.text
    assert 0 <= asked.confidence <= 1
    assert (asked.explanation is not None) == (asked.intent is Intent.UNKNOWN)


@given(_QUESTIONS)
def test_what_is_answered_can_be_asked_of_the_figures(text: str) -> None:
    asked = read(text)
    if is_answered(asked):
        query = asking(asked, NOW).query

        assert {each.name for each in query.metrics}
        assert all(each.dimension in Dimension for each in query.filters)


_METRICS = st.sampled_from([each for each in CATALOGUE.values() if each.name != "item_sales"])
_TIMES = st.sampled_from(
    [
        *("", "last week", "yesterday", "in March 2025", "last 7 days", "in 2025-Q4", "this year", "mtd"),
        *("from 2026-01-03 to 2026-02-09", "since 2025-04-01", "between 9:00 and 17:30 yesterday"),
    ]
)
_ENDINGS = st.sampled_from(["", "compared with the previous period", "year over year"])


@st.composite
def _full_questions(draw: st.DrawFn) -> str:
    metric = draw(_METRICS)
    dimensions = draw(st.lists(st.sampled_from(sorted(metric.dimensions)), max_size=2, unique=True))
    valued = [each for each in NAMES if each in metric.dimensions]
    parts = [
        draw(st.sampled_from(["", "top 5", "bottom 3", "trend of"])) if dimensions else "",
        metric.label.lower(),
    ]
    parts += ["by " + " and ".join(each.replace("_", " ") for each in dimensions)] if dimensions else []
    parts += [draw(st.sampled_from(["", "per day", "per month"]))]
    chooses = draw(st.booleans())
    if valued and chooses:
        dimension = draw(st.sampled_from(valued))
        name = draw(st.sampled_from(sorted(NAMES[dimension].values())))
        parts.append(f'{draw(st.sampled_from(["for", "excluding"]))} {dimension.replace("_", " ")} "{name}"')
    parts += [draw(_TIMES), draw(_ENDINGS)]
    return " ".join(filter(None, parts))


@given(_full_questions())
def test_an_interpretation_said_again_is_read_as_the_same(text: str) -> None:
    asked = read(text)
    said = said_again(asked, ZoneInfo("Europe/Rome"), NAMES)

    assert _meant(read(said)) == _meant(asked), said


def _meant(asked: Interpretation) -> Interpretation:
    """The interpretation without how it was said."""
    return replace(asked, raw="", matched=(), assumptions=(), confidence=1.0, explanation=None)
