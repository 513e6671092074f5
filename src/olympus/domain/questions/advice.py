"""What is advised, where a question asks for advice and names no figure."""

import re
from collections.abc import Sequence

from olympus.domain.actions.action import RecommendedAction, Rule
from olympus.domain.questions.interpretation import Intent, Interpretation

_NAMED_AT_MOST = 3

_ABOUT = (
    (re.compile(r"together|go with|bundle|cross.?sell|upsell"), {Rule.BUNDLE}),
    (re.compile(r"staff|shift|roster|hire"), {Rule.PEAK_HOURS, Rule.QUIET_HOURS}),
    (re.compile(r"order|stock|replenish|buy|purchase"), {Rule.REORDER}),
    (re.compile(r"promot|discount|price"), {Rule.PRICE_OFF, Rule.SLOW_MOVER, Rule.BUNDLE}),
)
"""Words that say which advice is wanted; the first that fit decide."""


def wants_advice(asked: Interpretation) -> bool:
    """Whether it is to be told what to do rather than how much of something there is."""
    return asked.intent is Intent.RECOMMENDATION and not asked.metrics


def advice(asked: Interpretation, actions: Sequence[RecommendedAction]) -> str:
    """The first actions of those that were asked about, as sentences; empty where there are none."""
    text = asked.raw.lower()
    wanted = next((rules for words, rules in _ABOUT if words.search(text)), set(Rule))
    proposals = [each.proposal for each in actions if each.proposal.rule in wanted]
    return " ".join(f"{each.action} {each.impact}" for each in proposals[:_NAMED_AT_MOST])
