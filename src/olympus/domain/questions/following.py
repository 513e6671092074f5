"""A question that goes on from another: "and last month?", "by location", "only web", "why?"."""

from dataclasses import replace

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.query.metric_query import Filter
from olympus.domain.questions.interpretation import Intent, Interpretation
from olympus.domain.questions.meaning import Cue
from olympus.domain.questions.parts import Parts

_STARTING = (Cue.ADDED, Cue.EITHER, Cue.ONLY, Cue.EXCEPT)
_SETTLED = (Intent.ANOMALY, Intent.FORECAST, Intent.COMPARISON)
"""Intents that the new words decide whatever was asked before."""


def follows_on(parts: Parts, previous: Interpretation) -> bool:
    """Whether it says only what is different from the question before."""
    if previous.intent in (Intent.UNKNOWN, Intent.HELP) or not parts.question.terms:
        return False
    if parts.question.has(Cue.HELP, Cue.PERFORMANCE):
        return False
    return not parts.metrics or parts.question.terms[0].meaning in _STARTING


def continued(previous: Interpretation, added: Interpretation, parts: Parts) -> Interpretation:
    """The question before with what is new in place of what was: a metric, a time, a cut; filters are added."""
    group_by = added.group_by or (() if added.granularity else previous.group_by)
    granularity = added.granularity or (None if added.group_by else previous.granularity)
    comparison = added.comparison if added.comparison is not Comparison.NONE else previous.comparison
    return replace(
        added,
        intent=_intent(previous, added, parts),
        metrics=added.metrics or previous.metrics,
        time=added.time if parts.times.asked or parts.times.current else previous.time,
        horizon=added.horizon or (None if parts.times.asked else previous.horizon),
        group_by=group_by,
        granularity=granularity,
        filters=_filters(previous, added),
        order=added.order or (previous.order if group_by == previous.group_by else None),
        limit=added.limit or (previous.limit if group_by == previous.group_by else None),
        comparison=Comparison.NONE if added.intent is Intent.ANOMALY else comparison,
        assumptions=(*added.assumptions, f'took it as a change to "{previous.raw}"'),
    )


def _intent(previous: Interpretation, added: Interpretation, parts: Parts) -> Intent:
    if added.intent in _SETTLED or added.intent is Intent.RECOMMENDATION:
        return added.intent
    if added.granularity:
        return Intent.TREND
    if added.group_by:
        return Intent.COMPARISON if previous.intent is Intent.COMPARISON else Intent.BREAKDOWN
    if previous.intent is Intent.FORECAST and parts.times.asked:
        return added.intent
    if previous.intent in (Intent.ANOMALY, Intent.FORECAST, Intent.RECOMMENDATION) and not added.metrics:
        return previous.intent
    return previous.intent if added.intent is Intent.METRIC_SUMMARY else added.intent


def _filters(previous: Interpretation, added: Interpretation) -> tuple[Filter, ...]:
    """Those of before, but for dimensions of which something new is said."""
    new = {each.dimension for each in added.filters}
    return (*(each for each in previous.filters if each.dimension not in new), *added.filters)
