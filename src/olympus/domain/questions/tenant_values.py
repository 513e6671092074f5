"""The values that a tenant's dimensions have, by the names that people have for them."""

import re
from collections.abc import Iterable, Mapping

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Value
from olympus.domain.questions.dimension_words import CARD_VALUES, CARDS, DAYS, VALUE_WORDS, WEEKDAYS
from olympus.domain.questions.lexicon import Lexicon
from olympus.domain.questions.meaning import ValueNamed
from olympus.domain.time_expressions.vocabulary import DAYPARTS

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:\.\d+)?")

Names = Mapping[Dimension, Mapping[str, str]]
"""Of every dimension whose values are known: what each value is called, by the value itself."""


class TenantValues:
    """A lexicon of values. Where `names` does not have a dimension, its values are not known and any may be meant.

    Names are data: whatever words are in one, they name a value and mean nothing else.
    """

    def __init__(self, names: Names) -> None:
        self.known = frozenset(names)
        self.names = names
        self.lexicon: Lexicon[ValueNamed] = Lexicon()
        self._found: dict[tuple[str, ...], dict[Dimension, tuple[Value, ...]]] = {}
        for phrase, numbers in DAYS.items():
            self._say(phrase, Dimension.DAY_OF_WEEK, tuple(WEEKDAYS[number - 1] for number in numbers))
        for phrase, (begins, ends) in DAYPARTS.items():
            self._say(phrase, Dimension.HOUR_OF_DAY, tuple(range(begins // 60, ends // 60)))
        for dimension, values in names.items():
            for value, name in values.items():
                self._say(name, dimension, (value,))
                self._say(value, dimension, (value,))
        for dimension, words in VALUE_WORDS.items():
            for candidates, phrases in words.items():
                meant = next((value for value in candidates if value in names.get(dimension, ())), candidates[0])
                for phrase in phrases:
                    self._say(phrase, dimension, (meant,))
        self._say_cards()
        for phrase_words, found in self._found.items():
            self.lexicon.add(phrase_words, ValueNamed(tuple(found.items())))
        self.words = frozenset(self.lexicon.words())

    def _say_cards(self) -> None:
        methods = self.names.get(Dimension.PAYMENT_METHOD, CARD_VALUES)
        cards = tuple(value for value in (*CARD_VALUES, "card") if value in methods) or CARD_VALUES
        for phrase in CARDS:
            self._say(phrase, Dimension.PAYMENT_METHOD, cards)

    def _say(self, phrase: str, dimension: Dimension, values: tuple[Value, ...]) -> None:
        words = tuple(_words_of(phrase))
        if words:
            self._found.setdefault(words, {}).setdefault(dimension, values)


def _words_of(name: str) -> Iterable[str]:
    return (word.replace("’", "'") for word in _WORDS.findall(name.lower()))
