"""Whatever was bought: what every recommender promises of its rankings."""

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olympus.adapters.numpy_recommender.recommender import NumpyRecommender
from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together
from olympus.ports.recommender import ItemModel, Recommender

START = datetime(2026, 3, 1, tzinfo=UTC)
ITEMS = ["cake", "coffee", "jam", "juice", "scone", "tea"]
EVERYTHING = len(ITEMS)

some_items = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=5, unique=True).map(tuple)
baskets = st.lists(
    st.builds(
        Basket,
        st.integers(0, 20).map(str),
        some_items,
        st.none() | st.sampled_from(["ann", "bob", "cem"]),
        st.none() | st.sampled_from(["north", "south"]),
        st.none() | st.integers(0, 500).map(lambda days: START + timedelta(days=days)),
    ),
    max_size=25,
)
weights = st.dictionaries(st.sampled_from([*ITEMS, "never bought"]), st.floats(0, 1), max_size=5)


@pytest.fixture(scope="module", params=["ease", "rp3beta"])
def recommender(request: pytest.FixtureRequest) -> Recommender:
    return NumpyRecommender(most_items_of_ease=5_000 if request.param == "ease" else 0)


def model_of(recommender: Recommender, history: list[Basket], together: Together) -> ItemModel:
    lessons = recommender.lessons(together)
    lessons.add(history)
    return lessons.learn()


@settings(deadline=None)
@given(history=baskets, together=st.sampled_from(Together), weights=weights, out=st.sets(st.sampled_from(ITEMS)))
def test_rankings_are_in_order_and_without_what_is_left_out(
    recommender: Recommender, history: list[Basket], together: Together, weights: dict[str, float], out: set[str]
) -> None:
    model = model_of(recommender, history, together)
    ranked = model.rank(weights, leave_out=out, limit=EVERYTHING)

    bought = {item for each in history if together is Together.BASKET or each.customer_id for item in each.items}
    assert {each.item_id for each in ranked} == bought - out - weights.keys()
    assert len({each.item_id for each in ranked}) == len(ranked)
    assert all(math.isfinite(each.score) for each in ranked)
    assert all((-one.score, one.item_id) < (-next_.score, next_.item_id) for one, next_ in pairwise(ranked))
    assert all(each.because_of in {None, *weights} for each in ranked)
    assert model.rank(weights, leave_out=out, limit=2) == ranked[:2]


@settings(deadline=None)
@given(data=st.data(), history=baskets, together=st.sampled_from(Together), weights=weights)
def test_the_order_in_which_purchases_come_changes_nothing(
    recommender: Recommender,
    data: st.DataObject,
    history: list[Basket],
    together: Together,
    weights: dict[str, float],
) -> None:
    shuffled = data.draw(st.permutations(history))

    one, other = (model_of(recommender, each, together) for each in (history, shuffled))

    for place in (None, "north"):
        assert one.rank(weights, limit=EVERYTHING, place=place) == other.rank(
            weights, limit=EVERYTHING, place=place
        )
    assert one.weights_of("ann") == other.weights_of("ann")


@settings(deadline=None)
@given(history=baskets, together=st.sampled_from(Together), place=st.sampled_from([None, "north", "nowhere"]))
def test_who_gives_nothing_gets_what_is_popular(
    recommender: Recommender, history: list[Basket], together: Together, place: str | None
) -> None:
    model = model_of(recommender, history, together)

    popular = model.popular(limit=3, place=place)
    assert model.rank({}, limit=3, place=place) == popular
    assert model.rank({"never bought": 1.0}, limit=3, place=place) == popular
    assert all(each.because_of is None for each in popular)


def test_what_is_bought_together_is_recommended_for_that_reason(recommender: Recommender) -> None:
    history = [
        Basket(f"{number}", items)
        for number, items in enumerate([("tea", "scone"), ("coffee", "cake"), ("juice", "jam")] * 20)
    ]
    model = model_of(recommender, history, Together.BASKET)

    first = model.rank({"tea": 1.0}, limit=1)[0]

    assert (first.item_id, first.because_of) == ("scone", "tea")


def test_popularity_is_that_of_the_place_where_it_is_known(recommender: Recommender) -> None:
    history = [Basket(f"n{n}", ("tea",), location_id="north") for n in range(3)]
    history += [Basket(f"s{n}", ("cake",), location_id="south") for n in range(2)]
    model = model_of(recommender, history, Together.BASKET)

    assert [each.item_id for each in model.popular(limit=2)] == ["tea", "cake"]
    assert [each.item_id for each in model.popular(limit=2, place="south")] == ["cake", "tea"]


def test_what_was_bought_lately_is_more_popular_than_what_was_bought_long_ago(recommender: Recommender) -> None:
    history = [Basket(f"o{n}", ("cake",), at=START) for n in range(3)]
    history += [Basket(f"n{n}", ("tea",), at=START + timedelta(days=365)) for n in range(2)]
    model = model_of(recommender, history, Together.BASKET)

    assert [each.item_id for each in model.popular(limit=2)] == ["tea", "cake"]


def test_a_customer_is_known_by_all_orders_and_baskets_know_no_customer(recommender: Recommender) -> None:
    history = [Basket("1", ("tea",), "ann"), Basket("2", ("cake",), "ann"), Basket("3", ("jam",))]

    assert model_of(recommender, history, Together.CUSTOMER).weights_of("ann").keys() == {"tea", "cake"}
    assert model_of(recommender, history, Together.CUSTOMER).weights_of("bob") == {}
    assert not model_of(recommender, history, Together.CUSTOMER).knows("jam")
    assert model_of(recommender, history, Together.BASKET).weights_of("ann") == {}


def test_what_is_given_may_be_recommended_again_where_that_is_asked(recommender: Recommender) -> None:
    history = [Basket(f"{n}", ("tea", "scone")) for n in range(10)]
    model = model_of(recommender, history, Together.BASKET)

    assert {each.item_id for each in model.rank({"tea": 1.0}, limit=5, again=True)} == {"tea", "scone"}


def test_where_purchases_hang_together_more_is_found_than_by_popularity(recommender: Recommender) -> None:
    pairs = [(f"left {n}", f"right {n}") for n in range(60)]
    history = [Basket(f"{turn}-{n}", pair, f"{n}") for turn in range(9) for n, pair in enumerate(pairs)]
    model = model_of(recommender, history, Together.BASKET)

    assert model.found is not None
    assert model.found.by_popularity < 0.5 < model.found.by_model <= 1


def test_from_few_purchases_nothing_is_said_of_how_well_it_finds(recommender: Recommender) -> None:
    assert model_of(recommender, [Basket("1", ("tea", "cake"))], Together.BASKET).found is None
