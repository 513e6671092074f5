"""What a model says is checked like any input."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.questions.draft import Draft, DraftFilter
from olympus.domain.questions.grounding import SUREST, Ungrounded, grounded
from olympus.domain.questions.interpretation import Interpretation
from tests.domain.questions.asking import NAMES, NOW, SETTINGS, in_short

TEXT = "gimme the moolah of rome last week pls"
DRAFT = Draft(
    intent="metric_summary",
    metrics=("revenue",),
    filters=(DraftFilter("location", "=", ("rome",)),),
    time_phrase="Last  week",
)


def checked(draft: Draft, text: str = TEXT) -> Interpretation:
    return grounded(draft, text, calendar=BusinessCalendar(SETTINGS), names=NAMES, now=NOW)


def test_what_exists_is_accepted_and_time_is_read_by_the_grammar() -> None:
    asked = checked(DRAFT)

    assert in_short(asked) == "metric_summary, revenue, last_week, location = Rome"
    assert (asked.interpreter, asked.confidence) == ("openai", SUREST)


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, intent="drop_tables"),
        replace(DRAFT, intent="unknown"),
        replace(DRAFT, metrics=("profit",)),
        replace(DRAFT, group_by=("mood",)),
        replace(DRAFT, filters=(DraftFilter("location", "=", ("Paris",)),)),
        replace(DRAFT, filters=(DraftFilter("location", "=", ()),)),
        replace(DRAFT, filters=(DraftFilter("location", "LIKE", ("Rome",)),)),
        replace(DRAFT, filters=(DraftFilter("customer", "=", ("Ann",)),)),
        replace(DRAFT, filters=(DraftFilter("tenant", "=", ("B",)),)),
        replace(DRAFT, time_phrase="yesterday"),
        replace(DRAFT, time_phrase="moolah"),
        replace(DRAFT, time_phrase="2026-01-01"),
        replace(DRAFT, granularity="fortnight"),
        replace(DRAFT, comparison="next_year"),
        replace(DRAFT, order="sideways"),
        replace(DRAFT, limit=0),
        replace(DRAFT, limit=10**9),
        replace(DRAFT, metrics=tuple(CATALOGUE)),
    ],
)
def test_what_is_made_up_is_refused(draft: Draft) -> None:
    with pytest.raises(Ungrounded):
        checked(draft)


_TEXTS = st.text(max_size=12) | st.sampled_from(
    [*CATALOGUE, "location", "product", "Rome", "last week", "=", "in"]
)


@given(
    st.builds(
        Draft,
        intent=_TEXTS | st.sampled_from(["trend", "breakdown", "forecast"]),
        metrics=st.lists(_TEXTS, max_size=3).map(tuple),
        group_by=st.lists(_TEXTS, max_size=3).map(tuple),
        filters=st.lists(
            st.builds(DraftFilter, _TEXTS, _TEXTS, st.lists(_TEXTS, max_size=3).map(tuple)), max_size=2
        ).map(tuple),
        time_phrase=st.none() | _TEXTS,
        limit=st.none() | st.integers(),
    )
)
def test_any_draft_is_refused_or_names_only_what_exists(draft: Draft) -> None:
    try:
        asked = checked(draft)
    except Ungrounded:
        return

    assert set(asked.metrics) <= set(CATALOGUE)
    for each in asked.filters:
        assert set(each.values) <= set(NAMES[each.dimension])
