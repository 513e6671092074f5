"""Which values of a dimension made a point odd: parts that add up to the deviation, exactly."""

from collections.abc import Mapping
from decimal import Decimal

from olympus.domain.anomalies.anomaly import Part
from olympus.domain.exact import ZERO
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.metric_query import Value

OTHERS = "other"
_TOLD = 5
_CENT = Decimal("0.0001")

Shares = Mapping[Value, Decimal]
"""The figure by value of a dimension."""


def parts(
    dimension: Dimension,
    actual: Shares,
    usual: Shares,
    *,
    value: Decimal,
    expected: Decimal,
    names: Mapping[str, str],
) -> tuple[Part, ...]:
    """The five values furthest from their share of what was expected, and the rest of everything as "other".

    A value is expected to have the share of `expected` that it has of the `usual` figures.
    """
    whole = sum(usual.values(), ZERO)
    if not whole:
        return ()
    expectations = {each: (expected * usual.get(each, ZERO) / whole).quantize(_CENT) for each in {*actual, *usual}}
    found = [
        Part(
            dimension,
            each,
            names.get(str(each), "none" if each is None else str(each)),
            of_it,
            actual.get(each, ZERO),
        )
        for each, of_it in expectations.items()
    ]
    found.sort(key=lambda part: (-abs(part.contribution), part.label))
    told = found[:_TOLD]
    rest = Part(
        dimension,
        OTHERS,
        "everything else",
        expected - sum((part.expected for part in told), ZERO),
        value - sum((part.actual for part in told), ZERO),
    )
    return (*told, rest) if rest.expected or rest.actual else tuple(told)


def tells(found: tuple[Part, ...]) -> Decimal:
    """How much a dimension tells: how far its parts are from having moved all alike. 0 for a single value."""
    deviation = sum((part.contribution for part in found), ZERO)
    expected = sum((part.expected for part in found), ZERO)
    if len(found) < 2 or not expected:
        return ZERO
    return sum((abs(part.contribution - deviation * part.expected / expected) for part in found), ZERO)
