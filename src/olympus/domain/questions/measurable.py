"""Figures that do not have the cut that is asked for: what comes nearest, or what to ask back."""

from dataclasses import replace

from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.interpretation import Clarification, Interpretation

_OF_ITEMS = frozenset({Dimension.PRODUCT, Dimension.CATEGORY})

_NEAREST = {
    ("orders", Dimension.PAYMENT_METHOD): ("payments", "orders do not say how they were paid: counted payments"),
    ("orders", Dimension.PRODUCT): ("units_sold", "counted the units that were ordered"),
    ("orders", Dimension.CATEGORY): ("units_sold", "counted the units that were ordered"),
    ("order_value", Dimension.PRODUCT): ("item_sales", "took the item totals of orders"),
    ("order_value", Dimension.CATEGORY): ("item_sales", "took the item totals of orders"),
    ("order_value", Dimension.PAYMENT_METHOD): ("gross_payments", "took what was paid"),
}
"""What comes nearest to a figure where it cannot be cut so, and the sentence that says it was taken."""


_HEADLINES = ("revenue", "orders", "average_order_value", "customers", "item_sales", "units_sold")
_SHOWN = 4


def headlines(asked: Interpretation) -> tuple[str, ...]:
    """What "how are we doing" asks for: the first few figures that can be cut as it asks; perhaps none."""
    cut = _cut(asked)
    return tuple(name for name in _HEADLINES if cut <= CATALOGUE[name].dimensions)[:_SHOWN]


def measurable(asked: Interpretation) -> Interpretation:
    """The same question with figures that can be cut as it asks; where there are none it asks back."""
    cut = _cut(asked)
    if not cut:
        return asked
    taken: dict[str, None] = {}
    assumed: dict[str, None] = {}
    for name in asked.metrics:
        nearest, assumption = _nearest(name, cut)
        taken[nearest] = None
        if assumption:
            assumed[assumption] = None
    told = tuple(taken) or headlines(asked) or ("revenue",)
    clarification = asked.clarification or _impossible(told, cut)
    if not assumed and clarification is asked.clarification:
        return asked
    return replace(
        asked,
        metrics=tuple(taken),
        assumptions=(*asked.assumptions, *assumed),
        clarification=clarification,
    )


def _cut(asked: Interpretation) -> set[Dimension]:
    return {*asked.group_by, *(each.dimension for each in asked.filters)}


def _nearest(name: str, cut: set[Dimension]) -> tuple[str, str | None]:
    missing = sorted(cut - CATALOGUE[name].dimensions)
    return _NEAREST.get((name, missing[0]), (name, None)) if len(missing) == 1 else (name, None)


def _impossible(metrics: tuple[str, ...], cut: set[Dimension]) -> Clarification | None:
    for name in metrics:
        metric = CATALOGUE[name]
        # Payments know no products: a query for revenue by product is answered with item sales, and says so.
        in_place = CATALOGUE["item_sales"] if name == "revenue" and cut & _OF_ITEMS else metric
        own = in_place.dimensions
        if missing := sorted(cut - own):
            label = metric.label.lower()
            said = " and ".join(each.replace("_", " ") for each in missing)
            return Clarification(
                f"There is no {label} by {said}. By what else should it be cut?",
                tuple(f"{label} by {each.replace('_', ' ')}" for each in sorted(metric.dimensions)),
            )
    return None
