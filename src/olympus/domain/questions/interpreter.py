"""Reads questions: the whole way from a text to an interpretation of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter
from olympus.domain.questions.comparing import (
    Timing,
    asked_time,
    asked_words,
    comparison_of,
    spans_several,
    timing,
)
from olympus.domain.questions.deciding import Objection, intent_of, objection_to
from olympus.domain.questions.explaining import confidence, matches
from olympus.domain.questions.filtering import Filtering, filtering
from olympus.domain.questions.following import continued, follows_on
from olympus.domain.questions.grouping import Grouping, grouping
from olympus.domain.questions.interpretation import AskedTime, Clarification, Intent, Interpretation
from olympus.domain.questions.meaning import Beyond, Cue, MetricNamed, Quoted, Unread
from olympus.domain.questions.measurable import measurable
from olympus.domain.questions.measuring import metrics_asked
from olympus.domain.questions.parts import Parts
from olympus.domain.questions.question import Question
from olympus.domain.questions.ranking import ranking
from olympus.domain.questions.tagging import spelt, tagged
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.time_expressions.grammar import TimeGrammar
from olympus.domain.time_expressions.words import words_of

_MOST_TERMS = 60
_MOST_WORDS = 130
"""More than a question of 500 characters has in any language that is read here."""


class Interpreter:
    """Reads the questions of one tenant, in its calendar and with its values. Knows no clock and keeps nothing."""

    def __init__(self, calendar: BusinessCalendar, values: TenantValues) -> None:
        self._times = TimeGrammar(calendar)
        self._calendar = calendar
        self._values = values
        self._known = values.words

    def read(self, text: str, now: datetime, *, previous: Interpretation | None = None) -> Interpretation:
        """What the text asks, at that moment; `previous` is what was asked before in the same conversation.

        Never raises: what cannot be read is `unknown`, and says why.
        """
        question = self.parsed(text, now)
        grouped = grouping(question)
        metrics = metrics_asked(question, grouped)
        parts = Parts(question, grouped, metrics, filtering(question, metrics, self._values), timing(question))
        follows = previous if previous and follows_on(parts, previous) else None
        if objection := _objection(parts, follows):
            return _unknown(text, parts, objection)
        read = self._interpretation(text, parts, now)
        return measurable(continued(follows, read, parts) if follows else read)

    def parsed(self, text: str, now: datetime) -> Question:
        """The terms of the text."""
        words = spelt(words_of(text)[:_MOST_WORDS], self._known)
        return Question(tagged(text, words, self._times.find(words, now), self._values))

    def _interpretation(self, text: str, parts: Parts, now: datetime) -> Interpretation:
        question, grouped, filtered, times = parts.question, parts.grouped, parts.filtered, parts.times
        comparison, doubt = self._comparison(times, parts, now)
        compared = _compared_dimension(question, filtered)
        if compared and compared not in grouped.dimensions:
            grouped = replace(grouped, dimensions=(*grouped.dimensions, compared))
        intent = intent_of(question, grouped, times, of_values=compared is not None)
        ranked = ranking(question, grouped)
        return Interpretation(
            raw=text,
            intent=intent,
            metrics=() if intent is Intent.HELP else parts.metrics,
            time=self._time(times, now),
            horizon=asked_time(times.ahead) if times.ahead else None,
            granularity=_granularity(grouped, intent, times),
            group_by=grouped.dimensions,
            filters=filtered.filters,
            order=ranked.direction,
            limit=ranked.limit,
            comparison=comparison if intent is not Intent.ANOMALY else Comparison.NONE,
            confidence=confidence(question),
            matched=tuple(matches(text, question)),
            assumptions=(*times.assumptions, *filtered.assumptions, *_assumed(parts)),
            clarification=filtered.clarification or doubt,
        )

    def _comparison(self, times: Timing, parts: Parts, now: datetime) -> tuple[Comparison, Clarification | None]:
        """What is compared with; of two periods that were named, the comparison that means just them, if any."""
        if times.against is None or times.asked is None:
            return times.comparison, None
        found = comparison_of(times.asked, times.against, now, self._calendar.settings)
        if found is not None:
            return found, None
        figure = CATALOGUE[parts.metrics[0]].label.lower() if parts.metrics else "overview"
        question = "A period can be compared with the one before it and with the year before. Which do you mean?"
        choices = tuple(
            f"{figure} {asked_words(each)} {ending}"
            for each in (times.asked,)
            for ending in ("compared with the previous period", "year over year")
        )
        return Comparison.PREVIOUS_PERIOD, Clarification(question, choices)

    def _time(self, times: Timing, now: datetime) -> AskedTime:
        if times.current is None:
            return asked_time(times.asked)
        name = "today" if times.current is Granularity.DAY else f"this_{times.current}"
        return AskedTime(name, self._calendar.unit_around(now, times.current))


def _compared_dimension(question: Question, filtered: Filtering) -> Dimension | None:
    """The dimension of which two values are set against each other: "Rome vs Milan"."""
    if not question.has(Cue.COMPARE, Cue.BREAKDOWN):
        return None
    return next(
        (
            each.dimension
            for each in filtered.filters
            if len(each.values) > 1 and not each.negated and _is_one_by_one(each)
        ),
        None,
    )


def _is_one_by_one(chosen: Filter) -> bool:
    return chosen.dimension not in (Dimension.DAY_OF_WEEK, Dimension.HOUR_OF_DAY)


def _granularity(grouped: Grouping, intent: Intent, times: Timing) -> Granularity | None:
    """Of a trend over the last so many units, those units are the points."""
    if grouped.granularity or intent is not Intent.TREND or grouped.dimensions or times.asked is None:
        return grouped.granularity
    return times.asked.granularity if spans_several(times.asked) else None


def _objection(parts: Parts, follows: Interpretation | None) -> Objection | None:
    """Why it is not answered, if it is not. What only adds to another question need not name a figure."""
    if len(parts.question.terms) > _MOST_TERMS:
        return Objection("This is too much for one question: ask for less at once.")
    metrics = parts.metrics or (follows.metrics or ("general",) if follows else ())
    if objection := objection_to(parts.question, parts.grouped, metrics):
        return objection
    strangers = parts.filtered.strangers
    return Objection(f'Nothing here is called "{strangers[0]}".') if strangers else None


def _unknown(text: str, parts: Parts, objection: Objection) -> Interpretation:
    return Interpretation(
        raw=text,
        intent=Intent.UNKNOWN,
        confidence=round(confidence(parts.question) / 4, 2),
        matched=tuple(matches(text, parts.question)),
        explanation=objection.reason,
        is_unread=objection.is_unread,
        clarification=_which_figure(text, parts),
    )


def _which_figure(text: str, parts: Parts) -> Clarification | None:
    """ "by location", "last week", "Rome": everything is said but the figure."""
    said = parts.grouped.dimensions or parts.filtered.filters or parts.times.asked
    if (
        parts.metrics
        or not said
        or parts.question.has_any(Unread, Beyond, Quoted)
        or parts.question.has(Cue.WRITE, Cue.LIST)
    ):
        return None
    rest = text.strip().rstrip("?.!")
    figures = ("item sales", "units sold") if _is_of_products(parts) else ("revenue", "orders", "customers")
    return Clarification("Which figure do you mean?", tuple(f"{figure} {rest}" for figure in figures))


def _is_of_products(parts: Parts) -> bool:
    return any(each.dimension in (Dimension.PRODUCT, Dimension.CATEGORY) for each in parts.filtered.filters)


def _assumed(parts: Parts) -> Iterator[str]:
    """Which figure was taken where people's word could mean others too."""
    for at, named in parts.question.of(MetricNamed):
        text = parts.question.terms[at].text
        if named.name in parts.metrics and text in _LOOSE:
            yield f'read "{text}" as {_LOOSE[text]}'


_LOOSE = {
    "sales": "revenue: payments minus refunds",
    "users": "active users: those who logged in",
    "returns": "refunded amounts",
    "visitors": "active users: those who logged in",
    "amount": "revenue: payments minus refunds",
}
"""Words that people use for more than one figure, and the one that is taken."""
