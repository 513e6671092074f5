"""How often what is hidden is found, how long learning and recommending take, and how much memory they need.

Real baskets are those of a supermarket (the data set Groceries of the R package arules), where they are there:
OLYMPUS_GROCERIES names a CSV file with the columns basket, item and split; it is learnt from split 0, and of each
basket of split 2 each item is hidden in turn. All else is made with a seed: customers with a taste for some items.
The memory is that of a process of its own, which reads the purchases, learns, and recommends.
"""

import csv
import gzip
import multiprocessing
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.figure import Figure
from bench.percentile import p99, times
from olympus.adapters.numpy_recommender.recommender import NumpyRecommender
from olympus.domain.recommending.basket import Basket
from olympus.domain.recommending.together import Together
from olympus.ports.recommender import ItemModel

_SEED = 1_682
_TASTES = 50
_OFTEN_BY_TASTE = 0.7
_OF_A_CUSTOMER = 100
_FOUND_IN = 5


def measure(*, quick: bool) -> Iterator[Figure]:
    """Groceries, customers whose purchases are hidden, and a million interactions with 5,000 items."""
    if file := os.environ.get("OLYMPUS_GROCERIES"):
        yield from _groceries(Path(file))
    yield _gain(customers=300 if quick else 1_000)
    interactions = 100_000 if quick else 1_000_000
    for together, items, name in (
        (Together.CUSTOMER, 5_000, "5,000 items (EASE)"),
        (Together.CUSTOMER, 20_000, "20,000 items (RP3beta)"),
    ):
        with multiprocessing.get_context("spawn").Pool(1) as process:
            yield from process.apply(_scale, (together, items, interactions, name))


def _groceries(file: Path) -> Iterator[Figure]:
    learnt, hidden = _splits(file)
    began = time.perf_counter()
    lessons = NumpyRecommender().lessons(Together.BASKET)
    lessons.add(Basket(basket, tuple(items)) for basket, items in learnt.items())
    model = lessons.learn()
    took = time.perf_counter() - began
    cases = [(item, set(items) - {item}) for items in hidden.values() if len(items) > 1 for item in items]
    found = sum(item in _first(model, given) for item, given in cases) / len(cases)
    popular = [each.item_id for each in model.popular(limit=len(learnt))]
    by_popularity = sum(
        item in [each for each in popular if each not in given][:_FOUND_IN] for item, given in cases
    ) / len(cases)
    yield Figure("groceries, hidden item among the first 5", found, at_least=0.29)
    yield Figure("groceries, hidden item among the 5 most popular", by_popularity)
    yield Figure("groceries, learning", took, "s")


def _splits(file: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    baskets: dict[str, defaultdict[str, list[str]]] = {"0": defaultdict(list), "2": defaultdict(list)}
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        for row in csv.DictReader(lines):
            if row["split"] in baskets:
                baskets[row["split"]][row["basket"]].append(row["item"])
    return baskets["0"], baskets["2"]


def _first(model: ItemModel, given: set[str]) -> list[str]:
    return [each.item_id for each in model.rank(dict.fromkeys(given, 1.0), limit=_FOUND_IN)]


def _gain(customers: int) -> Figure:
    """nDCG of the first ten: of each made customer a fifth of the items is hidden."""
    lessons = NumpyRecommender().lessons(Together.CUSTOMER)
    hidden: dict[str, set[str]] = {}
    for basket in _purchases(customers * _OF_A_CUSTOMER, 1_500):
        fifth = len(basket.items) // 5
        hidden[basket.basket_id] = set(basket.items[:fifth])
        lessons.add([basket._replace(items=basket.items[fifth:])])
    model = lessons.learn()
    discounts = 1 / np.log2(np.arange(2, 12))
    gains = []
    for customer, items in hidden.items():
        ranked = model.rank(model.weights_of(customer), limit=10)
        hits = np.array([each.item_id in items for each in ranked])
        gains.append((hits * discounts).sum() / discounts[: len(items)].sum())
    return Figure("made customers, nDCG of the first 10", float(np.mean(gains)))


def _scale(together: Together, items: int, interactions: int, name: str) -> list[Figure]:
    lessons = NumpyRecommender().lessons(together)
    learning = 0.0
    for basket in _purchases(interactions, items):
        began = time.perf_counter()
        lessons.add((basket,))
        learning += time.perf_counter() - began
    began = time.perf_counter()
    model = lessons.learn()
    learning += time.perf_counter() - began
    took = []
    for customer in range(1_000):
        began = time.perf_counter()
        model.rank(model.weights_of(f"{customer}"), limit=10)
        took.append(time.perf_counter() - began)
    serving = times(f"{name}: a recommendation", took)
    return [
        Figure(f"{name}, {interactions:,} interactions: learning", learning, "s", at_most=60),
        Figure(f"{name}: memory of the process", _most_bytes() / 2**30, "GiB", at_most=1),
        Figure(serving.name, serving.value, serving.unit, at_most=2, p99=p99(took) * 1000),
    ]


def _purchases(interactions: int, items: int) -> Iterator[Basket]:
    """Customers who buy by their taste, a fiftieth of the items, or else what is popular."""
    chance = np.random.default_rng(_SEED)
    shares = 1 / np.arange(1, items + 1) ** 0.8
    shares /= shares.sum()
    taste_of = chance.integers(0, _TASTES, items)
    by_taste = [np.flatnonzero(taste_of == taste) for taste in range(_TASTES)]
    for customer in range(interactions // _OF_A_CUSTOMER):
        own = by_taste[chance.integers(0, _TASTES)]
        weights = shares[own] / shares[own].sum()
        number = chance.binomial(_OF_A_CUSTOMER, _OFTEN_BY_TASTE)
        bought = chance.choice(own, number, p=weights).tolist()
        bought += chance.choice(items, _OF_A_CUSTOMER - number, p=shares).tolist()
        ids = chance.permutation(list(dict.fromkeys(bought))).tolist()
        yield Basket(f"{customer}", tuple(map(str, ids)), f"{customer}")


def _most_bytes() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
