"""The measures of the forecasting competitions, against examples worked by hand."""

import pytest

from olympus.domain.forecasts.accuracy import coverage, mase, msis, naive_error, owa, smape


def test_smape_is_half_the_error_over_both() -> None:
    # 200 * 10 / 210 = 9.5238 and 200 * 20 / 180 = 22.2222
    assert smape([100, 100], [110, 80]) == pytest.approx((200 * 10 / 210 + 200 * 20 / 180) / 2)


def test_smape_of_nothing_expected_and_nothing_come_is_zero() -> None:
    assert smape([0, 0], [0, 5]) == 100


def test_naive_error_looks_one_season_back() -> None:
    assert naive_error([1, 2, 4, 8]) == pytest.approx((1 + 2 + 4) / 3)
    assert naive_error([1, 2, 4, 8], season=2) == pytest.approx((3 + 6) / 2)


@pytest.mark.parametrize("history", [[], [3.0], [3.0, 3.0, 3.0]])
def test_where_nothing_changes_there_is_no_scale(history: list[float]) -> None:
    assert naive_error(history) is None


def test_a_history_within_one_season_is_judged_by_the_step_before() -> None:
    assert naive_error([1, 3], season=12) == 2


def test_mase_is_the_error_in_units_of_the_naive_one() -> None:
    assert mase([10, 12], [11, 9], scale=4) == pytest.approx(0.5)


def test_owa_is_one_for_the_naive_forecast_itself() -> None:
    assert owa(13.5, 1.8, naive_smape=13.5, naive_mase=1.8) == 1
    assert owa(6.75, 1.8, naive_smape=13.5, naive_mase=1.8) == pytest.approx(0.75)


def test_coverage_counts_the_bounds_as_inside() -> None:
    assert coverage([1, 2, 3, 4], [1, 0, 4, 0], [2, 2, 5, 3]) == 0.5


def test_an_interval_score_is_width_and_forty_times_the_miss() -> None:
    # widths 4 and 4; the second misses by 1, which costs 2 / 0.05 = 40
    assert msis([5, 9], [4, 4], [8, 8], scale=2) == pytest.approx(((4 + 4) / 2 + 40 / 2) / 2)
