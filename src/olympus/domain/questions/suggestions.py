"""Questions that somebody who has typed so much may be about to ask."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.stem import stem
from olympus.domain.questions.tenant_values import Names

MOST = 8

_WORDS = re.compile(r"[^\W_]+")
_TIMES = ("this month", "last week", "yesterday", "today", "last 30 days", "this year")
_TEMPLATES = (
    "{metric} {time}",
    "{metric} {time} compared with the previous period",
    "{metric} by {dimension} {time}",
    "{metric} per day {time}",
    "top 5 products by {metric} {time}",
    "why did {metric} change {time}",
)
_SHOWN = (Dimension.LOCATION, Dimension.PRODUCT, Dimension.CHANNEL, Dimension.PAYMENT_METHOD)
_VALUES_SHOWN = (Dimension.PRODUCT, Dimension.CATEGORY, Dimension.LOCATION, Dimension.CHANNEL)
_STARTERS = (
    "how are we doing this month",
    "revenue this month compared with the previous period",
    "top 5 products by units sold last week",
    "orders per day last 30 days",
    "which products are low in stock",
    "why did revenue change last week",
    "new and returning customers this month",
    "payment success rate by payment method",
)


def suggestions(partial: str, names: Names, recent: Iterable[str] = ()) -> tuple[str, ...]:
    """The first few questions that go on from what is typed; with nothing typed, a few to begin with.

    Those asked lately come first, then those whose words begin as the typed ones do, in their order.
    """
    typed = [word.lower() for word in _WORDS.findall(partial[:_LONGEST])]
    if not typed:
        return tuple(dict.fromkeys(chain(recent, _STARTERS)))[:MOST]
    found: dict[str, None] = {}
    for each in chain(recent, _catalogued(), _of_values(names, typed[-1])):
        if _goes_on(typed, each):
            found[each] = None
            if len(found) == MOST:
                break
    return tuple(found)


_LONGEST = 500


def _goes_on(typed: list[str], question: str) -> bool:
    """Whether all typed words are in it, in their order, the last perhaps begun only."""
    words = iter(_WORDS.findall(question.lower()))
    *whole, begun = typed
    return all(any(stem(word) == stem(each) for word in words) for each in whole) and any(
        word.startswith(begun) for word in words
    )


def _catalogued() -> Iterator[str]:
    yield from _STARTERS
    for time in _TIMES:
        for metric in CATALOGUE.values():
            label = metric.label.lower()
            for template in _TEMPLATES:
                if "top 5" in template and Dimension.PRODUCT not in metric.dimensions:
                    continue
                if "{dimension}" not in template:
                    yield template.format(metric=label, time=time)
                    continue
                for dimension in _SHOWN:
                    if dimension in metric.dimensions:
                        yield template.format(metric=label, dimension=dimension.replace("_", " "), time=time)


def _of_values(names: Names, begun: str) -> Iterator[str]:
    """Of the tenant's values, which may be many, those whose name holds what is typed."""
    for dimension in _VALUES_SHOWN:
        figure = "units sold" if dimension in (Dimension.PRODUCT, Dimension.CATEGORY) else "revenue"
        for name in names.get(dimension, {}).values():
            if begun not in name.lower():
                continue
            yield f'{figure} {dimension.replace("_", " ")} "{name}" this month'
