"""Intervals by the errors that were made."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.arrays import Array
from olympus.adapters.numpy_forecaster.intervals import HalfWidths, half_widths, typical_errors


def widths_of(errors: Array, *, length: int = 200, usual_change: float = 1.0) -> HalfWidths:
    """Of one row whose forecasts were all 1 and that was off by these errors (origins, horizon)."""
    origins, horizon = errors.shape
    return half_widths(
        np.ones((origins + 1, 1, horizon)),
        1 + errors[:, None, :],
        lengths=np.array([length]),
        never_negative=np.array([True]),
        usual_change=np.array([usual_change]),
    )


def test_normal_errors_give_nearly_normal_intervals() -> None:
    errors = np.random.default_rng(3).normal(0, 0.2, (60, 4))

    widths = widths_of(errors)

    assert widths.of_80[-1, 0] == pytest.approx(np.full(4, 1.2816 * 0.2), rel=0.3)
    assert (widths.of_95 > widths.of_80).all()


def test_errors_that_grow_with_the_steps_make_intervals_that_grow() -> None:
    steps = np.arange(1, 9)
    errors = np.random.default_rng(3).choice([-1.0, 1.0], (40, 8)) * steps

    typical = typical_errors(np.abs(errors)[:, None, :], np.ones(1))

    assert typical[0, 7] / typical[0, 0] > 4


def test_without_errors_the_usual_change_grows_with_the_steps() -> None:
    typical = typical_errors(np.full((1, 1, 4), np.nan), np.array([2.0]))

    assert typical[0] == pytest.approx(2.0 * np.arange(1, 5) ** 0.35)


def test_what_never_changed_may_change_but_the_less_the_longer_it_has_not() -> None:
    short, long = (widths_of(np.zeros((3, 2)), length=n, usual_change=0.0).of_80[-1, 0, 0] for n in (5, 500))

    assert short > 10 * long > 0
