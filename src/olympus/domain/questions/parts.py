"""What the terms of a question come to, before they are put together."""

from dataclasses import dataclass

from olympus.domain.questions.comparing import Timing
from olympus.domain.questions.filtering import Filtering
from olympus.domain.questions.grouping import Grouping
from olympus.domain.questions.question import Question


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart: by what it cuts, what it measures, what it leaves out, of which time."""

    question: Question
    grouped: Grouping
    metrics: tuple[str, ...]
    filtered: Filtering
    times: Timing
