"""The detector: cleans the past, foresees each point, and judges the last ones."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from olympus.adapters.numpy_anomaly_detector import robust
from olympus.adapters.numpy_anomaly_detector.arrays import Array, Mask
from olympus.adapters.numpy_anomaly_detector.bounds import (
    Bounds,
    Distances,
    bounds,
    distances,
    for_few,
    for_short,
    widened,
)
from olympus.adapters.numpy_anomaly_detector.levels import Learnt, follow, paces
from olympus.adapters.numpy_anomaly_detector.panel import Panel, panel_of
from olympus.adapters.numpy_anomaly_detector.profiles import profiles, rolling_level
from olympus.adapters.numpy_anomaly_detector.scales import NO_SPREAD, scales
from olympus.domain.anomalies.watched_series import Judgement, WatchedSeries
from olympus.ports.anomaly_detector import AnomalyDetector

_ROUNDS = 3
"""Each finds what the one before was misled by."""
_LEAST_CYCLES = 4
_LEAST_POINTS = 28
_WARM = 0.15
_NO_SEASON = 7
_FAR = 4.0
_SIMPLER_IS_BETTER = 0.004


class NumpyAnomalyDetector(AnomalyDetector):
    """See the package for the method and why it is this one."""

    def judge(self, batch: Sequence[WatchedSeries]) -> list[list[Judgement | None]]:
        judged: list[list[Judgement | None]] = [[None] * each.judged for each in batch]
        alike: defaultdict[object, list[int]] = defaultdict(list)
        for place, each in enumerate(batch):
            alike[each.seasons, each.judged, each.new_level_after, len(each.values)].append(place)
        for places in alike.values():
            series = [batch[place] for place in places]
            for place, judgements in zip(places, _judge(series), strict=True):
                judged[place] = judgements
        return judged


def _judge(series: list[WatchedSeries]) -> list[list[Judgement | None]]:
    panel = panel_of(series)
    past = panel.length - panel.judged
    cycle = int(panel.seasons[0].max()) + 1 if panel.seasons else _NO_SEASON
    if past < max(_LEAST_POINTS, _LEAST_CYCLES * cycle):
        return [[None] * panel.judged for _ in series]
    deviations = np.array([each.sensitivity.deviations for each in series])
    counts = np.array([each.is_count for each in series])
    cleaned, anew = panel.values, np.zeros(panel.values.shape, dtype=bool)
    for _ in range(_ROUNDS):
        expected, own = _foreseen(panel, cleaned, anew, cycle)
        found, _ = _bounds(panel, cleaned, expected, own, deviations, counts)
        cleaned, anew = _cleaned(panel, found)
    expected, own = _foreseen(panel, cleaned, anew, cycle)
    found, away = _bounds(panel, cleaned, expected, own, deviations, counts)
    return [
        [
            _judgement(panel, found, away, row, point) if panel.known[row, point] else None
            for point in range(past, panel.length)
        ]
        if panel.learnt[row].sum() >= _LEAST_POINTS
        else [None] * panel.judged
        for row in range(len(series))
    ]


def _foreseen(panel: Panel, cleaned: Array, anew: Mask, cycle: int) -> tuple[Array, Array]:
    """What each point was expected to be by the profile and the pace that have foreseen the series best."""
    width = cycle
    for season in panel.seasons[1:]:
        width *= int(season.max()) + 1
    shapes = profiles(
        cleaned, panel.learnt, rolling_level(cleaned, panel.learnt, width), panel.seasons, panel.proportional
    )
    pace = paces(cycle)
    by_shape = np.array([each.shape for each in shapes])
    levels = follow(_learnt(panel, cleaned, anew, by_shape), pace)
    proportional = panel.proportional[None, None, :, None]
    expected = np.where(proportional, levels * by_shape, levels + by_shape)
    own = np.array([each.own for each in shapes])
    losses = _losses(panel, cleaned, expected, np.minimum(own, 0.5))
    losses *= (
        1
        + _SIMPLER_IS_BETTER
        * np.add.outer([each.complexity for each in pace], [each.complexity for each in shapes])[..., None]
    )
    best = losses.reshape(-1, len(cleaned)).argmin(axis=0)
    by_pace, by_profile = np.unravel_index(best, losses.shape[:2])
    rows = np.arange(len(cleaned))
    return expected[by_pace, by_profile, rows], np.minimum(own[by_profile, rows], 0.5)


def _learnt(panel: Panel, cleaned: Array, anew: Mask, shapes: Array) -> Learnt:
    known = panel.known * np.isfinite(cleaned)
    proportional = panel.proportional[:, None]
    found = np.where(proportional, cleaned, cleaned - shapes) * known
    weight = np.where(proportional, shapes, 1.0) * known
    if anew.any():  # the points before, which were taken for odd, belong to the new level
        raw = np.where(proportional, panel.values, panel.values - shapes) * panel.known
        plain = np.where(proportional, shapes, 1.0) * panel.known
        more = panel.new_level_after
        sums, weights = _last(raw, more), _last(plain, more)
        found, weight = np.where(anew, sums, found), np.where(anew, weights, weight)
    return Learnt(found, weight, anew)


def _last(values: Array, number: int) -> Array:
    total = np.cumsum(np.concatenate([np.zeros((*values.shape[:-1], number)), values], axis=-1), axis=-1)
    result: Array = total[..., number:] - total[..., :-number]
    return result


def _losses(panel: Panel, cleaned: Array, expected: Array, own: Array) -> Array:
    """How far off each was, in the later part of the past; a single large error counts as four usual ones."""
    where = panel.learnt.copy()
    where[:, : int(_WARM * panel.length)] = False
    errors = np.abs(cleaned - expected) / (1 - own)
    number = np.maximum(where.sum(axis=-1), 1)
    mean = (errors * where).sum(axis=-1) / number
    result: Array = (np.minimum(errors, _FAR * mean[..., None]) ** 2 * where).sum(axis=-1) / number
    return np.sqrt(result)


def _bounds(  # noqa: PLR0917
    panel: Panel, cleaned: Array, expected: Array, own: Array, deviations: Array, counts: Mask
) -> tuple[Bounds, Distances]:
    where = panel.learnt.copy()
    where[:, : int(_WARM * panel.length)] = False
    season = panel.seasons[0] if panel.seasons else None
    found = scales(panel, cleaned, expected, own, where, season)
    enough = for_short(deviations, where.sum(axis=1))
    raw = (found.on_scale(panel.values) - found.on_scale(expected)) / (1 - own) - found.centre[:, None]
    standardised = raw / np.maximum(found.spread, NO_SPREAD)
    wider = widened(enough, standardised, where)
    level = robust.median(np.abs(expected), where)
    limits = bounds(expected, found, wider, counts, level)
    limits = for_few(limits, found, enough, panel.proportional, counts)
    return limits, distances(panel.values, limits, standardised, enough)


def _cleaned(panel: Panel, found: Bounds) -> tuple[Array, Mask]:
    """What was odd becomes what was expected, except where it became usual: there a new level begins."""
    side = np.where(panel.values > found.upper, 1, np.where(panel.values < found.lower, -1, 0)) * panel.known
    run = np.zeros(side.shape, dtype=int)
    for point in range(panel.length):
        before = run[:, point - 1] * (side[:, point - 1] == side[:, point]) if point else 0
        run[:, point] = np.where(side[:, point] != 0, before + 1, 0)
    odd = (run > 0) & (run < panel.new_level_after)
    return np.where(odd, found.expected, panel.values), run == panel.new_level_after


def _judgement(panel: Panel, found: Bounds, away: Distances, row: int, point: int) -> Judgement:
    at = row, point
    return Judgement(
        float(panel.values[at]),
        float(found.expected[at]),
        float(found.lower[at]),
        float(found.upper[at]),
        float(away.beyond[at]),
        float(away.deviations[at]),
    )
