"""All phrases that mean something to every tenant, in one lexicon."""

import re
from collections.abc import Mapping
from functools import cache

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.beyond_words import BEYOND_WORDS
from olympus.domain.questions.cue_words import NUMBERS, RANKS, cue_meanings
from olympus.domain.questions.dimension_words import CUSTOMER_WORDS, DIMENSION_WORDS
from olympus.domain.questions.lexicon import Lexicon
from olympus.domain.questions.meaning import Beyond, Count, DimensionNamed, Meaning, MetricNamed, Plain
from olympus.domain.questions.metric_words import METRIC_WORDS, PAIRS
from olympus.domain.questions.plain_words import PLAIN_WORDS

_LETTERS = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[%&]")


_PRODUCTS_SOLD = re.compile(r"(product|item|article|good|dish|dishe)s? (sold|ordered|purchased|bought)")
"""A clause rather than a name: in "which products sold best" the products are what is grouped by."""


@cache
def vocabulary() -> Lexicon[Meaning]:
    """What is known before anything is known of a tenant. Of two meanings of a phrase the first added holds."""
    lexicon: Lexicon[Meaning] = Lexicon()
    for meaning, phrases in _meanings().items():
        for phrase in phrases:
            if not _PRODUCTS_SOLD.fullmatch(phrase):
                lexicon.add(_LETTERS.findall(phrase.lower()), meaning)
    for meaning, phrases in RANKS.items():
        for phrase in phrases:
            lexicon.add(_LETTERS.findall(f"the {phrase}".lower()), meaning)
    return lexicon


def _meanings() -> Mapping[Meaning, tuple[str, ...]]:
    """Metrics before dimensions, and both before cues: "orders" is a figure before it is a verb."""
    metrics: dict[Meaning, tuple[str, ...]] = {
        MetricNamed(metric.name): (
            metric.name.replace("_", " "),
            metric.label,
            *metric.synonyms,
            *METRIC_WORDS.get(metric.name, ()),
        )
        for metric in CATALOGUE.values()
    }
    pairs: dict[Meaning, tuple[str, ...]] = {MetricNamed(*names): phrases for names, phrases in PAIRS.items()}
    customers: dict[Meaning, tuple[str, ...]] = {
        DimensionNamed(Dimension.CUSTOMER, metric): tuple(
            word for word, of in CUSTOMER_WORDS.items() if of == metric
        )
        for metric in CUSTOMER_WORDS.values()
    }
    dimensions: dict[Meaning, tuple[str, ...]] = {
        DimensionNamed(dimension): phrases for dimension, phrases in DIMENSION_WORDS.items()
    }
    numbers: dict[Meaning, tuple[str, ...]] = {Count(number): (word,) for word, number in NUMBERS.items()}
    beyond: dict[Meaning, tuple[str, ...]] = {Beyond(what): words for what, words in BEYOND_WORDS.items()}
    return {
        **customers,
        **dimensions,
        **pairs,
        **metrics,
        **cue_meanings(),
        **numbers,
        **beyond,
        Plain.PLAIN: tuple(PLAIN_WORDS),
    }
