"""Items over HTTP: what goes with a product, what completes a basket, what a customer would buy next."""

from typing import Annotated, Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct, field

from olympus.domain.recommending.recommendation import Basis, Recommendations
from olympus.domain.recommending.request import (
    MOST_GIVEN,
    MOST_RECOMMENDED,
    ContextType,
    RecommendationRequest,
)
from olympus.domain.tenant import parse_tenant_id
from olympus.entrypoints.http.operations import documented
from olympus.entrypoints.http.own_tenant import check_own_tenant
from olympus.entrypoints.http.problems import problems
from olympus.use_cases.recommend_items import RecommendItems

_LONGEST_ID = 256
_Id = Annotated[str, Meta(max_length=_LONGEST_ID)]
_Ids = Annotated[list[_Id], Meta(max_length=MOST_GIVEN)]


class PreferencesIn(Struct, kw_only=True):
    """What whoever asks would rather have. Preferences of other names are left aside."""

    limit: Annotated[
        int, Meta(description=f"How many items are wanted at most: 1 to {MOST_RECOMMENDED}.", examples=[5])
    ] = 10
    items: Annotated[_Ids, Meta(description="Of a basket: what is in it.", examples=[["margherita"]])] = []
    exclude: Annotated[_Ids, Meta(description="Items that are not to be recommended.")] = []
    exclude_purchased: Annotated[
        bool, Meta(description="Of a customer: whether what the customer bought before is left out.")
    ] = True
    location_id: Annotated[
        _Id | None, Meta(description="Where the items are to be in stock, and popular.", examples=["downtown"])
    ] = None


class RecommendItemsIn(Struct, kw_only=True, forbid_unknown_fields=True):
    """For what, or for whom, items are recommended."""

    tenant_id: Annotated[str, Meta(description="Whose items.", examples=["demo-pizza"])]
    context_type: Annotated[
        str,
        Meta(
            description="`product`: what goes with it; `basket`: what completes it; `customer`: what the "
            "customer would buy next.",
            examples=list(ContextType),
        ),
    ]
    entity_id: Annotated[
        _Id | None,
        Meta(description="The product, the customer, or the order whose basket it is.", examples=["margherita"]),
    ] = None
    user_preferences: PreferencesIn = field(default_factory=PreferencesIn)

    def read(self) -> RecommendationRequest:
        """What is asked for. Raises OlympusError."""
        preferences = self.user_preferences
        return RecommendationRequest(
            ContextType(self.context_type),
            self.entity_id,
            items=tuple(preferences.items),
            leave_out=tuple(preferences.exclude),
            location_id=preferences.location_id,
            again=not preferences.exclude_purchased,
            limit=preferences.limit,
        )


class ItemMetadataOut(Struct):
    """What else is known of a recommendation."""

    name: Annotated[str | None, Meta(description="What the product was last called.")]
    basis: Basis
    because_of: Annotated[str | None, Meta(description="The item, of those given, that speaks most for it.")]


class RecommendedItemOut(Struct):
    """An item, and why."""

    item_id: str
    item_type: str
    score: Annotated[float, Meta(description="Higher is better; scores compare within one answer.")]
    reason: str
    metadata: ItemMetadataOut


class RecommendedItemsOut(Struct):
    """The items, the best first."""

    recommendations: list[RecommendedItemOut]
    model_version: Annotated[str, Meta(description="Method, version of the data, and when it was learnt.")]
    confidence_score: Annotated[
        float,
        Meta(
            description="The share of purchases, hidden while the model learnt, that were among its first ten "
            "items: 0 to 1, and 0 where there are too few purchases to tell."
        ),
    ]
    notes: list[str]


@post(
    operation_id="recommendItems",
    summary="What goes with a product, completes a basket, or a customer would buy next",
    operation_class=documented(
        answer={
            "recommendations": [
                {
                    "item_id": "garlic-bread",
                    "item_type": "product",
                    "score": 0.214312,
                    "reason": "bought with Margherita",
                    "metadata": {
                        "name": "Garlic bread",
                        "basis": "bought_together",
                        "because_of": "margherita",
                    },
                },
                {
                    "item_id": "cola",
                    "item_type": "product",
                    "score": 0.180211,
                    "reason": "popular",
                    "metadata": {"name": "Cola", "basis": "popular", "because_of": None},
                },
            ],
            "model_version": "ease-4711-20260318T120000Z",
            "confidence_score": 0.41,
            "notes": [],
        },
        body_example={
            "tenant_id": "demo-pizza",
            "context_type": "product",
            "entity_id": "margherita",
            "user_preferences": {"limit": 2},
        },
    ),
    response_description="The items, the best first.",
    responses=problems(400, 403, 503),
    status_code=200,
)
async def recommended_items(
    request: Request[Any, Any, Any],
    *,
    recommend_items: NamedDependency[RecommendItems],
    data: JSONBody[RecommendItemsIn],
) -> RecommendedItemsOut:
    """Items that go with what is given, learnt from the orders that are not cancelled. What is given, what is
    out of stock and what a customer has bought before is left out. A product or customer of which nothing is
    known gets the items that are bought most, and a note that says so. What is learnt is renewed in the
    background, some minutes after the orders have changed.
    """
    check_own_tenant(request.headers, data.tenant_id)
    return _out(await recommend_items(parse_tenant_id(data.tenant_id), data.read()))


def _out(told: Recommendations) -> RecommendedItemsOut:
    return RecommendedItemsOut(
        [
            RecommendedItemOut(
                each.item_id,
                "product",
                round(each.score, 6),
                each.reason,
                ItemMetadataOut(each.name, each.basis, each.because_of),
            )
            for each in told.items
        ],
        told.model_version,
        round(told.confidence or 0.0, 4),
        list(told.notes),
    )
