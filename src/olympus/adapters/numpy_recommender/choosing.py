"""Which settings suit these purchases: those that found most of what was hidden."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from olympus.adapters.numpy_recommender.affinities import Affinities
from olympus.adapters.numpy_recommender.ease import Ease, EaseSettings, EaseTogether
from olympus.adapters.numpy_recommender.histories import Floats, Histories
from olympus.adapters.numpy_recommender.trial import Trial
from olympus.ports.recommender import Found

_RIDGES = (30.0, 100.0, 300.0, 1000.0)
_FINER = (0.55, 1.8)
_FADING_DAYS = (240.0, 120.0, 60.0, 30.0)


@dataclass(frozen=True, slots=True)
class Tried:
    """`fading_days` is after how many days a purchase of a customer counts 1/e; None where age does not matter."""

    fading_days: float | None = None
    found: Found | None = None


def settings_for(trial: Trial | None) -> EaseSettings:
    """The settings of EASE one after the other, each with the best of those before; without a trial, sane ones."""
    best = EaseSettings()
    if trial is None:
        return best
    trying = _Trying(trial)
    best = trying.best([replace(best, ridge=ridge) for ridge in _RIDGES])
    best = trying.best([best, replace(best, size_power=0.0)])
    best = trying.best([best, replace(best, is_centred=False)])
    best = trying.best([best, replace(best, dropout=0.5)])
    return trying.best([best, *(replace(best, ridge=best.ridge * factor) for factor in _FINER)])


def tried(trial: Trial | None, learn: Callable[[Histories], Affinities]) -> Tried:
    """How fast purchases had better fade, and how much is found then, by what is learnt from the trial's rest."""
    if trial is None:
        return Tried()
    learnt = learn(trial.rest)
    given, fading_days = _faded(trial, learnt)
    scores = learnt.scores_of_rows(given)
    popularity = np.bincount(trial.rest.columns, minlength=trial.rest.width)
    by_popularity = np.broadcast_to(popularity.astype(np.float32), scores.shape)
    return Tried(fading_days, Found(trial.found(scores), trial.found(by_popularity)))


class _Trying:
    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._together: dict[float, EaseTogether] = {}
        self._gains: dict[EaseSettings, float] = {}

    def best(self, candidates: list[EaseSettings]) -> EaseSettings:
        """The candidate with the greatest gain; of equal ones the first."""
        return max(candidates, key=self._gain)

    def _solved(self, settings: EaseSettings) -> Ease:
        together = self._together.get(settings.size_power)
        if together is None:
            together = self._together[settings.size_power] = EaseTogether(self._trial.rest, settings.size_power)
        return together.solved(settings)

    def _gain(self, settings: EaseSettings) -> float:
        if settings not in self._gains:
            scores = self._solved(settings).scores_of_rows(self._trial.given)
            self._gains[settings] = self._trial.gain(scores)
        return self._gains[settings]


def _faded(trial: Trial, learnt: Affinities) -> tuple[Floats, float | None]:
    """What is given as it counts when the fading is best that was tried, and that fading."""
    best_given, best_days = trial.given, None
    if trial.ages is None:
        return best_given, best_days
    best_gain = trial.gain(learnt.scores_of_rows(trial.given))
    for days in _FADING_DAYS:
        given = trial.given * np.exp(-trial.ages / days)
        gain = trial.gain(learnt.scores_of_rows(given))
        if gain > best_gain:
            best_given, best_days, best_gain = given, days, gain
    return best_given, best_days
