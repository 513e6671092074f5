"""What a language model makes of a question: a draft, which nobody believes before it was grounded."""

from dataclasses import dataclass

from olympus.domain.questions.tenant_values import Names


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """Values of a dimension that are to count, or not to."""

    dimension: str
    op: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An interpretation in plain words, none of which is known to exist.

    `time_phrase` is the part of the question that speaks of time, in the question's own words: what it means is
    the grammar's to say.
    """

    intent: str
    metrics: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    filters: tuple[DraftFilter, ...] = ()
    time_phrase: str | None = None
    granularity: str | None = None
    comparison: str | None = None
    order: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a draft may name. `names` holds the values that a model may see, which are never those of people."""

    metrics: tuple[str, ...]
    dimensions: tuple[str, ...]
    names: Names
