"""Which values of the tenant's dimensions a question is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Filter, Operator, Value
from olympus.domain.questions.interpretation import Clarification
from olympus.domain.questions.meaning import Count, Cue, DimensionNamed, Quoted, ValueNamed
from olympus.domain.questions.question import Question
from olympus.domain.questions.tenant_values import TenantValues

_LONGEST_LIST = 20
"""So many terms may stand between "excluding" and the last that is left out."""

_SAID_OF_THE_NEXT = (Cue.EITHER, Cue.OF, Cue.ONLY, Cue.BOUGHT, Cue.GROUP)
"""What may stand between "not" and what it leaves out: "not paid by card"."""


@dataclass(frozen=True, slots=True)
class Filtering:
    """The filters; names that are no value of the tenant's; and what has to be asked back."""

    filters: tuple[Filter, ...] = ()
    strangers: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    clarification: Clarification | None = None


@dataclass(frozen=True, slots=True)
class _Chosen:
    dimension: Dimension
    values: tuple[Value, ...]
    negated: bool


def filtering(question: Question, metrics: tuple[str, ...], values: TenantValues) -> Filtering:
    """What the question leaves in, or leaves out."""
    chosen: list[_Chosen] = []
    strangers: list[str] = []
    assumptions: list[str] = []
    clarification = None
    for at, term in enumerate(question.terms):
        match term.meaning:
            case ValueNamed() as named:
                dimension, found = _of_dimension(question, at, named, metrics)
                if len(named.choices) > 1 and not _is_labelled(question, at, named):
                    clarification = clarification or _which_of(term.text, named, dimension, metrics)
                chosen.append(_Chosen(dimension, found, _is_negated(question, at)))
            case Quoted(name):
                dimension_of_name = _dimension_of_name(question, at, name, metrics)
                if dimension_of_name in values.known:
                    strangers.append(name)
                    continue
                assumptions.append(f'took "{name}" as a {dimension_of_name.replace("_", " ")}')
                chosen.append(_Chosen(dimension_of_name, (name,), _is_negated(question, at)))
            case Count(number) if label := _numbered(question, at):
                if label in values.known:
                    strangers.append(f"{question.terms[at - 1].text} {number}")
                    continue
                chosen.append(
                    _Chosen(label, (f"{question.terms[at - 1].text} {number}",), _is_negated(question, at))
                )
            case _:
                pass
    return Filtering(tuple(_together(chosen)), tuple(strangers), tuple(assumptions), clarification)


def _numbered(question: Question, at: int) -> Dimension | None:
    """ "store 1", where nobody knows what the stores are called."""
    before = question.terms[at - 1] if at else None
    if before and isinstance(before.meaning, DimensionNamed) and not before.is_plural:
        return before.meaning.dimension
    return None


def _is_negated(question: Question, at: int) -> bool:
    """Whether "excluding" or "not" governs it, alone or with those before it in a list."""
    for place in range(at - 1, max(-1, at - 1 - _LONGEST_LIST), -1):
        meaning = question.terms[place].meaning
        if meaning is Cue.EXCEPT:
            return True
        if meaning not in _SAID_OF_THE_NEXT and not isinstance(meaning, ValueNamed | Quoted | DimensionNamed):
            return False
    return False


def _is_labelled(question: Question, at: int, named: ValueNamed) -> bool:
    return any(
        isinstance(beside, DimensionNamed) and any(beside.dimension is each for each, _ in named.choices)
        for beside in _beside(question, at)
    )


def _beside(question: Question, at: int) -> Iterator[object]:
    for place in (at - 1, at + 1):
        if 0 <= place < len(question.terms):
            yield question.terms[place].meaning


def _of_dimension(
    question: Question, at: int, named: ValueNamed, metrics: tuple[str, ...]
) -> tuple[Dimension, tuple[Value, ...]]:
    """The dimension that is named beside the value, else the first that all the metrics have."""
    labels = [each.dimension for each in _beside(question, at) if isinstance(each, DimensionNamed)]
    fitting = [
        (dimension, found)
        for dimension, found in named.choices
        if all(dimension in CATALOGUE[metric].dimensions for metric in metrics)
    ]
    for dimension, found in named.choices:
        if dimension in labels:
            return dimension, found
    return (fitting or list(named.choices))[0]


def _which_of(name: str, named: ValueNamed, taken: Dimension, metrics: tuple[str, ...]) -> Clarification | None:
    fitting = [
        dimension
        for dimension, _ in named.choices
        if all(dimension in CATALOGUE[metric].dimensions for metric in metrics)
    ]
    if len(fitting) < 2:
        return None
    kinds = [
        dimension.replace("_", " ") for dimension in (taken, *(each for each in fitting if each is not taken))
    ]
    return Clarification(
        f'"{name}" is a {" and also a ".join(kinds)}. Which one do you mean?',
        tuple(f"{kind} {name}" for kind in kinds),
    )


def _dimension_of_name(
    question: Question, at: int, name: str, metrics: tuple[str, ...], *, reach: int = 4
) -> Dimension:
    """What a name probably is of which nothing is known, by the words around it and the names before it."""
    for beside in _beside(question, at):
        if isinstance(beside, DimensionNamed):
            return beside.dimension
    before = question.before(at)
    term = question.terms[at - 1] if at else None
    if before is Cue.GROUP and term and term.text == "by":
        return Dimension.CUSTOMER
    if before is Cue.OF and term and term.text in ("in", "at", "from", "within"):
        return Dimension.LOCATION
    if isinstance(before, Quoted | ValueNamed | type(Cue.EITHER)) and at >= 2:
        earlier = question.terms[at - 2].meaning if before is Cue.EITHER else before
        if isinstance(earlier, Quoted) and reach:
            beside = at - (2 if before is Cue.EITHER else 1)
            return _dimension_of_name(question, beside, name, metrics, reach=reach - 1)
    of_items = any(metric in ("units_sold", "item_sales", "stock_on_hand") for metric in metrics)
    if question.has(Cue.TIMES) or of_items:
        return Dimension.PRODUCT
    return Dimension.CUSTOMER if " " in name else Dimension.LOCATION


def _together(chosen: list[_Chosen]) -> Iterator[Filter]:
    """One filter for each dimension and for each way of choosing from it."""
    groups: dict[tuple[Dimension, bool], dict[Value, None]] = {}
    for each in chosen:
        groups.setdefault((each.dimension, each.negated), {}).update(dict.fromkeys(each.values))
    for (dimension, negated), values in groups.items():
        if len(values) == 1:
            yield Filter(dimension, Operator.IS_NOT if negated else Operator.IS, tuple(values))
        else:
            yield Filter(dimension, Operator.NOT_IN if negated else Operator.IN, tuple(values))
