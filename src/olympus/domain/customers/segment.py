"""The names that people use for customers, and the scores that earn each."""

from enum import StrEnum


class Segment(StrEnum):
    """Named after what a customer is to the business, the best first."""

    CHAMPIONS = "champions"
    LOYAL = "loyal"
    POTENTIAL_LOYALISTS = "potential_loyalists"
    NEW = "new"
    PROMISING = "promising"
    NEEDS_ATTENTION = "needs_attention"
    ABOUT_TO_SLEEP = "about_to_sleep"
    AT_RISK = "at_risk"
    CANNOT_LOSE = "cannot_lose"
    HIBERNATING = "hibernating"
    LOST = "lost"

    @property
    def label(self) -> str:
        return _LABELS.get(self, self.replace("_", " ").capitalize())

    @property
    def description(self) -> str:
        """Who they are, and what is worth doing about them."""
        return _DESCRIPTIONS[self]


_LABELS = {Segment.NEW: "New customers", Segment.LOYAL: "Loyal customers", Segment.CANNOT_LOSE: "Cannot lose them"}

_DESCRIPTIONS = {
    Segment.CHAMPIONS: "Ordered very recently, and order more and spend more than most: thank them.",
    Segment.LOYAL: "Order often or spend much, and still come: keep them.",
    Segment.POTENTIAL_LOYALISTS: "Came recently and more than once or for a good amount: invite them back soon.",
    Segment.NEW: "Came very recently, seldom yet and for little: welcome them.",
    Segment.PROMISING: "Came recently, seldom yet and for little: give them a reason to return.",
    Segment.NEEDS_ATTENTION: "In the middle in everything: a good offer may decide it.",
    Segment.ABOUT_TO_SLEEP: "Ordered little, and not lately: remind them.",
    Segment.AT_RISK: "Ordered well once, and have not come for long: win them back.",
    Segment.CANNOT_LOSE: "Were among the best, and have not come for long: ask them in person what is wrong.",
    Segment.HIBERNATING: "Ordered little, and long ago: a cheap reminder at most.",
    Segment.LOST: "Ordered little, longest ago of all: let them go.",
}

_GRID = {
    5: (Segment.NEW, *[Segment.POTENTIAL_LOYALISTS] * 2, *[Segment.CHAMPIONS] * 2),
    4: (Segment.PROMISING, *[Segment.POTENTIAL_LOYALISTS] * 2, *[Segment.LOYAL] * 2),
    3: (*[Segment.ABOUT_TO_SLEEP] * 2, Segment.NEEDS_ATTENTION, *[Segment.LOYAL] * 2),
    2: (*[Segment.HIBERNATING] * 2, *[Segment.AT_RISK] * 2, Segment.CANNOT_LOSE),
    1: (*[Segment.LOST] * 2, *[Segment.AT_RISK] * 2, Segment.CANNOT_LOSE),
}
"""By the score of recency; in each row, by the worth from 1 to 5."""


def segment_of(recency: int, frequency: int, monetary: int) -> Segment:
    """The one segment of a customer with these scores."""
    return _GRID[recency][worth(frequency, monetary) - 1]


def worth(frequency: int, monetary: int) -> int:
    """The middle of the two scores, 1 to 5; a half goes the way of frequency, since who comes often is known."""
    return (frequency + monetary + (frequency > monetary)) // 2
