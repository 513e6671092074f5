"""Demand now and then: Croston's methods against their formulas and their point."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.croston import is_intermittent, syntetos_boylan, teunter_syntetos_babai
from tests.adapters.numpy_forecaster.panels import panel

EVERY_FOURTH = [0.0, 0.0, 0.0, 8.0] * 15


def test_rows_are_intermittent_when_a_fifth_is_zero_but_not_all_and_none_is_negative() -> None:
    rows = panel(EVERY_FOURTH, [1.0] * 60, [0.0] * 60, [0.0, -1.0] * 30, [0.0, *([1.0] * 59)])

    assert is_intermittent(rows).tolist() == [True, False, False, False, False]


@pytest.mark.parametrize("method", [syntetos_boylan, teunter_syntetos_babai])
def test_the_rate_of_regular_demand_is_found(method) -> None:  # type: ignore[no-untyped-def]
    assert method(panel(EVERY_FOURTH))[0, 0] == pytest.approx(8 / 4, rel=0.2)


def test_what_is_no_longer_wanted_fades_with_teunter_and_stays_with_croston() -> None:
    rows = panel(EVERY_FOURTH + [0.0] * 40)

    assert teunter_syntetos_babai(rows)[0, 0, 0] < 0.5 * syntetos_boylan(rows)[0, 0, 0]


def test_each_origin_knows_only_what_came_before_it() -> None:
    ended, going_on = panel(EVERY_FOURTH), panel([*EVERY_FOURTH, 50.0, 50.0], offsets=(2, 0))

    assert np.allclose(syntetos_boylan(going_on)[0], syntetos_boylan(ended)[0])
