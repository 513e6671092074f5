"""What is told of many measured times: the usual one, and the one that few exceed."""

from collections.abc import Sequence
from statistics import median, quantiles

from bench.figure import Figure


def times(name: str, seconds: Sequence[float]) -> Figure:
    """The figure of them, in milliseconds."""
    return Figure(name, p50(seconds) * 1000, "ms", p99=p99(seconds) * 1000)


def p50(seconds: Sequence[float]) -> float:
    """Half of them took no longer."""
    return median(seconds)


def p99(seconds: Sequence[float]) -> float:
    """One in a hundred took longer; of fewer than a hundred, the longest."""
    return quantiles(seconds, n=100)[98] if len(seconds) >= 100 else max(seconds)
