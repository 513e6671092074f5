"""Seasons: whether there is one, and how large."""

import numpy as np
import pytest

from olympus.adapters.numpy_forecaster.decomposition import has_season, seasonal_indices, trend_cycle
from tests.adapters.numpy_forecaster.panels import panel, wave


def test_a_season_is_seen_from_two_cycles_on_and_not_where_there_is_noise() -> None:
    noise = np.random.default_rng(1).normal(10, 1, 48)

    assert has_season(panel(wave(48, 12), wave(24, 12), wave(23, 12), noise, [3.0] * 48), 12).tolist() == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("season", [4, 7])
def test_the_trend_cycle_is_free_of_the_season(season: int) -> None:
    rows = panel(wave(10 * season, season), seasons=(season,))

    trend = trend_cycle(rows.values, rows.alive, season)

    assert np.isnan(trend[0, : season // 2]).all()
    assert trend[0, season:-season] == pytest.approx(10)


def test_a_clear_season_is_kept_whole() -> None:
    indices = seasonal_indices(panel(wave(48, 12)), 12, multiplied=False)[:, 0]

    assert indices == pytest.approx(wave(12, 12, level=0.0), abs=1e-6)


def test_what_does_not_stand_out_is_shrunk() -> None:
    noise = np.random.default_rng(5).normal(10, 1, 48)

    indices = seasonal_indices(panel(noise), 12, multiplied=True)[:, 0]

    assert np.abs(indices - 1).max() < 0.03


def test_the_days_of_a_year_are_as_their_neighbours_are() -> None:
    year = wave(3 * 365, 365) + np.random.default_rng(5).normal(0, 2, 3 * 365)

    indices = seasonal_indices(panel(year), 365, multiplied=False)[:, 0]

    assert np.abs(indices - wave(365, 365, level=0.0)).mean() < 0.5
