"""The linear algebra against plain recomputations of it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olympus.adapters.numpy_recommender.cooccurrence import dense_rows, gram
from olympus.adapters.numpy_recommender.ease import EaseSettings, ease
from olympus.adapters.numpy_recommender.histories import Floats, Gathering, Histories
from olympus.adapters.numpy_recommender.inverse import invert_in_place
from olympus.adapters.numpy_recommender.rp3beta import ALPHA, BETA, rp3beta
from olympus.adapters.numpy_recommender.trial import trial
from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together

WIDTH = 30
rows_of_items = st.lists(
    st.lists(st.integers(0, WIDTH - 1), min_size=1, max_size=WIDTH, unique=True), min_size=1, max_size=12
)
LETTERS = [("a", "b", "c"), ("a", "b"), ("b", "c", "d"), ("d",), ("a", "d")]


def histories_of(rows: Sequence[Sequence[object]], together: Together = Together.BASKET) -> Histories:
    gathering = Gathering(together)
    gathering.add(Basket(f"{number:04}", tuple(map(str, row)), f"{number:04}") for number, row in enumerate(rows))
    return gathering.histories()


def dense(histories: Histories) -> Floats:
    return dense_rows(histories, np.arange(len(histories.owners)))


def test_histories_have_a_row_for_each_owner_and_a_column_for_each_item() -> None:
    histories = histories_of([("b", "a"), ("a",)])

    assert (histories.items, histories.owners) == (["a", "b"], ["0000", "0001"])
    assert dense(histories).tolist() == [[1, 1], [1, 0]]


@settings(deadline=None)
@given(rows=rows_of_items)
def test_short_and_long_rows_add_up_to_the_gram_matrix(rows: list[list[int]]) -> None:
    histories = histories_of(rows)
    weights = np.linspace(0.5, 2, len(rows), dtype=np.float32)
    matrix = dense(histories)

    expected = matrix.T @ (matrix * weights[:, None])

    np.testing.assert_allclose(gram(histories, weights), expected, rtol=1e-5)


@pytest.mark.parametrize("width", [1, 255, 256, 257, 700])
def test_a_matrix_is_inverted_in_its_own_memory(width: int) -> None:
    made = np.random.default_rng(7).normal(size=(width, width)) / np.sqrt(width)
    matrix = (made @ made.T + np.eye(width)).astype(np.float32)
    expected = np.linalg.inv(matrix.astype(np.float64))

    invert_in_place(matrix)

    np.testing.assert_allclose(matrix, expected, atol=1e-5)


@pytest.mark.parametrize("is_centred", [True, False])
def test_ease_is_the_ridge_regression_of_each_item_on_all_others(is_centred: bool) -> None:
    histories = histories_of(LETTERS)
    settings_ = EaseSettings(ridge=0.7, dropout=0.0, size_power=0.0, is_centred=is_centred)
    matrix = dense(histories).astype(np.float64)
    mean = matrix.mean(axis=0) if is_centred else np.zeros(matrix.shape[1])
    centred = matrix - mean

    learnt = ease(histories, settings_).scores_of_rows(dense(histories))

    for item in range(histories.width):
        others = np.delete(centred, item, axis=1)
        normal = others.T @ others + 0.7 * np.eye(others.shape[1])
        predicted = others @ np.linalg.solve(normal, others.T @ centred[:, item]) + mean[item]
        np.testing.assert_allclose(learnt[:, item], predicted, atol=1e-5)


def test_rp3beta_is_a_random_walk_of_three_steps_held_against_popularity() -> None:
    histories = histories_of(LETTERS)
    matrix = dense(histories).astype(np.float64)
    to_owner = (matrix / matrix.sum(axis=0)).T ** ALPHA
    to_item = (matrix / matrix.sum(axis=1, keepdims=True)) ** ALPHA
    walk = to_owner @ to_item / matrix.sum(axis=0) ** BETA
    np.fill_diagonal(walk, 0)

    learnt = rp3beta(histories)

    for column in range(histories.width):
        one = np.array([column]), np.ones(1, np.float32)
        nothing = np.array([], np.int64), np.array([], np.float32)
        np.testing.assert_allclose(learnt.scores(*one) - learnt.scores(*nothing), walk[column], atol=1e-6)


@pytest.mark.parametrize("together", list(Together))
def test_what_is_hidden_in_a_trial_is_neither_given_nor_learnt_from(together: Together) -> None:
    chance = np.random.default_rng(3)
    histories = histories_of([chance.permutation(40)[:8].tolist() for _ in range(300)], together)

    tried = trial(histories, together)

    assert tried is not None
    assert not np.any((tried.given > 0) & tried.hidden)
    assert tried.hidden.any(axis=1).all()
    learnt = len(tried.rest.columns)
    assert learnt + tried.hidden.sum() + (tried.given.sum() if together is Together.BASKET else 0) >= 300 * 8
    assert learnt < 300 * 8


def test_a_ranking_of_what_is_hidden_gains_all_and_one_of_all_else_nothing() -> None:
    tried = trial(histories_of([[number % 20, number % 19 + 1, 40] for number in range(400)]), Together.BASKET)

    assert tried is not None
    assert tried.gain(tried.hidden.astype(np.float32)) == pytest.approx(1)
    assert tried.found(tried.hidden.astype(np.float32)) == 1
    assert tried.found(-tried.hidden.astype(np.float32)) == 0
