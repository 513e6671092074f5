"""Recommend items: what goes with a product, what completes a basket, what a customer would buy next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from olympus.domain.errors import quoted
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.reading import Condition, StockRead
from olympus.domain.recommending.ranked_item import RankedItem
from olympus.domain.recommending.recommendation import Basis, Recommendation, Recommendations
from olympus.domain.recommending.request import ContextType, RecommendationRequest
from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.figure_source import FigureSnapshot, FigureSource
from olympus.ports.purchase_history import PurchaseHistory
from olympus.ports.recommender import ItemModel
from olympus.use_cases.known_models import KnownModels, TenantModels

_SPARE = 10
"""So many more are looked at than are wanted, since some may be out of stock."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known of whoever asks: a model, the items with their weights, and what is missing, in words."""

    model: ItemModel
    weights: Mapping[str, float]
    note: str | None = None


class RecommendItems:
    """Answers from the tenant's models, less what is out of stock."""

    def __init__(
        self, models: KnownModels, purchases: PurchaseHistory, figures: FigureSource, clock: Clock
    ) -> None:
        self._models = models
        self._purchases = purchases
        self._figures = figures
        self._clock = clock

    async def __call__(self, tenant_id: TenantId, request: RecommendationRequest) -> Recommendations:
        """The recommendations. Who or what is not known gets what is popular, with a note.

        Raises SourceUnavailable for an outage.
        """
        models = await self._models.of(tenant_id)
        given = await self._given(tenant_id, request, models)
        async with self._figures.snapshot(tenant_id) as snapshot:
            ranked = await self._in_stock(given, request, snapshot)
            named = {*(each.item_id for each in ranked), *(each.because_of or "" for each in ranked)} - {""}
            names = await snapshot.product_names(named) if named else {}
        found = given.model.found
        is_known = any(given.model.knows(item) for item in given.weights)
        return Recommendations(
            [_told(each, given, request, names) for each in ranked],
            f"{given.model.method}-{models.data_version}-{models.learnt_at:%Y%m%dT%H%M%SZ}",
            None if found is None else found.by_model if is_known else found.by_popularity,
            [note for note in (given.note, None if ranked else _NOTHING) if note],
        )

    async def _given(self, tenant_id: TenantId, request: RecommendationRequest, models: TenantModels) -> _Given:
        named = request.entity_id or ""
        match request.context:
            case ContextType.PRODUCT:
                is_known = models.by_basket.knows(named)
                note = None if is_known else f"Nobody has bought the product {quoted(named)} yet. {_POPULAR}"
                return _Given(models.by_basket, {named: 1.0}, note)
            case ContextType.CUSTOMER:
                weights = models.by_customer.weights_of(named)
                note = None if weights else f"The customer {quoted(named)} has bought nothing yet. {_POPULAR}"
                return _Given(models.by_customer, weights, note)
            case ContextType.BASKET:
                items, note = list(request.items), None
                if named:
                    basket = await self._purchases.of_order(tenant_id, named)
                    items += basket.items if basket else ()
                    note = None if basket else f"There is no order {quoted(named)} with items."
                return _Given(models.by_basket, dict.fromkeys(items, 1.0), note)

    async def _in_stock(
        self, given: _Given, request: RecommendationRequest, snapshot: FigureSnapshot
    ) -> Sequence[RankedItem]:
        """The first of the ranking that are not out of stock, as many as are wanted where there are as many."""
        out = set(request.leave_out)
        while True:
            wanted = request.limit + _SPARE
            ranked = given.model.rank(
                given.weights, leave_out=out, limit=wanted, again=request.again, place=request.location_id
            )
            sold_out = await self._sold_out([each.item_id for each in ranked], request.location_id, snapshot)
            in_stock = [each for each in ranked if each.item_id not in sold_out]
            if len(in_stock) >= request.limit or len(ranked) < wanted:
                return in_stock[: request.limit]
            out.update(sold_out)

    async def _sold_out(
        self, items: Collection[str], location_id: str | None, snapshot: FigureSnapshot
    ) -> Collection[str]:
        """Of these the products of which nothing is left; of a product that was never counted nothing is known."""
        if not items:
            return ()
        conditions = [Condition(Dimension.PRODUCT, frozenset(items))]
        if location_id is not None:
            conditions.append(Condition(Dimension.LOCATION, frozenset({location_id})))
        levels = await snapshot.stock(
            StockRead((self._clock.now(),), None, (Dimension.PRODUCT,), tuple(conditions))
        )
        return {
            product
            for (_, (product,)), level in levels.items()
            if product is not None and level.on_hand is not None and level.on_hand <= 0
        }


_POPULAR = "These are the items that are bought most."
_NOTHING = "There is nothing to recommend: no item was bought that is in stock and not left out."


def _told(
    ranked: RankedItem, given: _Given, request: RecommendationRequest, names: Mapping[str, str]
) -> Recommendation:
    basis, reason = _reason(ranked, given, request, names)
    name = names.get(ranked.item_id)
    return Recommendation(ranked.item_id, name, ranked.score, basis, reason, ranked.because_of)


def _reason(
    ranked: RankedItem, given: _Given, request: RecommendationRequest, names: Mapping[str, str]
) -> tuple[Basis, str]:
    if ranked.item_id in given.weights:
        return Basis.BOUGHT_BEFORE, "bought before"
    if ranked.because_of is None:
        return Basis.POPULAR, "popular"
    item = names.get(ranked.because_of, ranked.because_of)
    if request.context is ContextType.CUSTOMER:
        return Basis.BOUGHT_TOGETHER, f"bought by customers who bought {item}"
    return Basis.BOUGHT_TOGETHER, f"bought with {item}"
