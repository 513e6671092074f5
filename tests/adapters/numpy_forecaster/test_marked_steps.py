"""What holidays and closed days did, and what they are expected to do."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.marked_steps import effects_of, ordinary_steps
from olympus.domain.forecasts.series import CLOSED, DayMarks
from tests.adapters.numpy_forecaster.panels import wave


def marked(length: int, places: dict[int, str]) -> tuple[str | None, ...]:
    return tuple(places.get(place) for place in range(length))


def days(feasts: dict[int, float], *, noise: float = 0.1) -> Array:
    values = wave(70, 7) + np.random.default_rng(7).normal(0, noise, 70)
    for place, factor in feasts.items():
        values[place] *= factor
    return values


def test_ordinary_steps_do_not_learn_from_marked_ones() -> None:
    assert np.isnan(ordinary_steps(np.array([1.0, 9.0, 1.0]), (None, "Easter", None))).tolist() == [
        False,
        True,
        False,
    ]


def test_where_everything_is_marked_it_is_learnt_from_all_the_same() -> None:
    assert ordinary_steps(np.array([1.0, 9.0]), ("Easter", "Easter")).tolist() == [1.0, 9.0]


def test_a_feast_comes_again_as_it_was() -> None:
    marks = DayMarks(marked(70, {20: "Feast", 50: "Feast"}), (None, "Feast", None))

    effects = effects_of(marks, days({20: 3.0, 50: 3.0}), season=7, horizon=3)

    assert effects.factors == pytest.approx([1, 3, 1], rel=0.05)
    assert effects.wider[1] > 1


def test_an_effect_within_the_noise_is_no_effect() -> None:
    marks = DayMarks(marked(70, {24: "Nothing much"}), ("Nothing much",))

    effects = effects_of(marks, days({24: 1.05}, noise=2.0), season=7, horizon=1)

    assert effects.factors.tolist() == [1]


@pytest.mark.parametrize("past", [{}, {20: CLOSED, 27: CLOSED}])
def test_a_closed_day_is_certainly_zero_unless_it_never_was(past: dict[int, str]) -> None:
    values = days(dict.fromkeys(past, 0.0))

    effects = effects_of(DayMarks(marked(70, past), (CLOSED, None)), values, season=7, horizon=2)

    assert (effects.factors[0], effects.addends[0], effects.wider[0]) == (0, 0, 0)
    assert (effects.factors[1], effects.wider[1]) == (1, 1)


def test_a_closed_day_that_sells_all_the_same_is_as_it_usually_is() -> None:
    marks = DayMarks(marked(70, {20: CLOSED, 50: CLOSED}), (CLOSED,))

    effects = effects_of(marks, days({20: 0.5, 50: 0.5}), season=7, horizon=1)

    assert effects.factors == pytest.approx([0.5], rel=0.1)


def test_below_zero_effects_add() -> None:
    values = -days({20: 2.0, 50: 2.0})
    marks = DayMarks(marked(70, {20: "Feast", 50: "Feast"}), ("Feast",))

    effects = effects_of(marks, values, season=7, horizon=1)

    assert effects.factors.tolist() == [1]
    assert effects.addends[0] == pytest.approx((wave(70, 7)[[20, 50]] * -1).mean(), rel=0.1)


def test_a_name_never_seen_changes_nothing() -> None:
    effects = effects_of(DayMarks((), ("New",)), days({}), season=7, horizon=1)

    assert (effects.factors[0], effects.addends[0], effects.wider[0]) == (1, 0, 1)
