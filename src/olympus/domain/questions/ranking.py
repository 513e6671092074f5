"""Which end of an order a question wants, and how many of it."""

from dataclasses import dataclass

from olympus.domain.query.metric_query import MOST_ROWS, Direction
from olympus.domain.questions.grouping import Grouping
from olympus.domain.questions.meaning import Count, Cue, DimensionNamed, MetricNamed, Rank, Unit
from olympus.domain.questions.question import Question


@dataclass(frozen=True, slots=True)
class Ranking:
    """The direction of the order and the number of rows, where they are asked for."""

    direction: Direction | None = None
    limit: int | None = None


def ranking(question: Question, grouped: Grouping) -> Ranking:
    """What order is asked for; of figures that are not cut there is none."""
    if not grouped.dimensions and grouped.granularity is None:
        return Ranking()
    ranks = [(at, rank) for at, rank in question.of(Rank)]
    if ranks:
        direction = ranks[0][1].direction
        return Ranking(
            direction, _number(question) or (1 if _is_singular(question, grouped, ranks[0][0]) else None)
        )
    if any(True for at, _ in question.of(MetricNamed) if question.before(at) is Cue.SORTED_BY):
        return Ranking(Direction.DESCENDING, _number(question))
    return Ranking()


def _number(question: Question) -> int | None:
    for at, count in question.of(Count):
        beside = (question.before(at), question.after(at))
        if any(isinstance(each, Rank | DimensionNamed | Unit | MetricNamed) for each in beside) and (
            1 <= count.number <= MOST_ROWS
        ):
            return count.number
    return None


def _is_singular(question: Question, grouped: Grouping, at_rank: int) -> bool:
    """ "which product sells best" asks for one; "best products" and "highest sales by product" for all."""
    subjects = sorted(grouped.subjects)
    if not subjects:
        subjects = [at for at, _ in question.of(Unit) if question.before(at, skipping=(Rank,)) is not Cue.GROUP]
    if not subjects:
        return False
    at = subjects[0]
    term = question.terms[at]
    if isinstance(term.meaning, Rank):
        return not term.is_plural
    if term.meaning is Cue.WHO:
        return not question.terms[at_rank].is_plural
    grouped_by = question.before(at, skipping=(Rank, Cue.OF)) is Cue.GROUP
    return not term.is_plural and not grouped_by
