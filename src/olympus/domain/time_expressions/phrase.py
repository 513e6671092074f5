"""A phrase while it is being read: its words, and the moment and the tenant they are spoken for."""

from collections.abc import Callable, Container, Mapping
from datetime import datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.wall_clock import in_utc
from olympus.domain.time_expressions.moments import Moments
from olympus.domain.time_expressions.recurrence import Period

Named = Period | Moments
"""What a phrase names."""
Found = tuple[Named, int]
"""What was read, and the position after it."""
Rule = Callable[["Phrase", int, int], Found | None]
"""Reads a period at a position; the last number says how deep it lies in other periods."""

DIGITS = "0"
"""Where the rules for numbers in digits are kept."""

_SKIPPED_AT_MOST = 4
_BEYOND = ("",) * 8
"""So that a rule may look a few words ahead of any word."""


class Phrase:
    """What every rule reads from.

    A rule is a function of the phrase and a position: it answers what it has read there
    and the position after it, or None. Rules never change a phrase.
    """

    __slots__ = ("_today", "calendar", "eager", "now", "rules", "texts")

    def __init__(
        self,
        texts: tuple[str, ...],
        now: datetime,
        calendar: BusinessCalendar,
        rules: Mapping[str, tuple[Rule, ...]],
        *,
        eager: bool,
    ) -> None:
        self.texts = texts + _BEYOND
        self.calendar = calendar
        self.now = in_utc(now)
        self.rules = rules
        """The rules to try, by the word at which a period begins."""
        self._today = 0
        self.eager = eager
        """Whether doubtful words are time: "may" in a text that is known to be about time."""

    @property
    def today(self) -> int:
        """The ordinal of the running business date, worked out when it is first asked for."""
        if not self._today:
            self._today = self.calendar.date_of(self.now).toordinal()
        return self._today

    def skip(self, at: int, *words: str) -> int:
        """The position after whichever of those words stand there."""
        texts, limit = self.texts, at + _SKIPPED_AT_MOST
        while texts[at] in words and at < limit:
            at += 1
        return at

    def skip_any(self, at: int, words: Container[str]) -> int:
        """The same for a collection of words; a few of them are passed over at most.

        The limit keeps reading linear in the length of the text, whatever the text.
        """
        texts, limit = self.texts, at + _SKIPPED_AT_MOST
        while texts[at] in words and at < limit:
            at += 1
        return at
