"""Who was right lately is believed."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.combination import actual_after_origins, combined
from tests.adapters.numpy_forecaster.panels import panel


def test_what_came_after_an_origin_is_known_as_far_as_the_row_goes() -> None:
    rows = panel(list(range(20)), horizon=3, offsets=(4, 2, 0))

    expected = np.array([[16, 17, 18], [18, 19, np.nan]])
    assert np.array_equal(actual_after_origins(rows)[:, 0], expected, equal_nan=True)


def test_what_was_filled_in_is_not_judged() -> None:
    rows = panel([*range(17), np.nan, 18, 19], horizon=3, offsets=(4, 0))

    assert np.array_equal(actual_after_origins(rows)[0, 0], [16, np.nan, 18], equal_nan=True)


def test_the_method_that_was_right_gets_nearly_all_of_a_long_history() -> None:
    right, wrong = np.full((3, 1, 2), 10.0), np.full((3, 1, 2), 20.0)
    actual = np.full((2, 1, 2), 10.5)

    together, weights = combined(np.stack([right, wrong]), actual, np.array([400]))

    assert weights[0, 0] > 0.99
    assert together[-1, 0] == pytest.approx([10, 10], abs=0.1)


def test_a_method_that_cannot_tell_has_no_weight() -> None:
    tells, silent = np.full((2, 1, 2), 10.0), np.full((2, 1, 2), np.nan)

    together, weights = combined(np.stack([tells, silent]), np.full((1, 1, 2), 9.0), np.array([40]))

    assert weights[:, 0].tolist() == [1, 0]
    assert together[-1, 0].tolist() == [10, 10]
