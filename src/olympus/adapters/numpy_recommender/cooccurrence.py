"""How often items are owned together: the weighted Gram matrix of the rows, without their dense matrix."""

import numpy as np

from olympus.adapters.numpy_recommender.histories import Floats, Histories, Indices

_PAIRS_AT_ONCE = 2_000_000
_ROWS_AT_ONCE = 512


def gram(histories: Histories, weights: Floats) -> Floats:
    """Of each two items the summed weights of the rows that have both; of one item, of those that have it.

    A row of `k` items has `k²` pairs: short rows are added pair by pair, and rows so long that a row of the dense
    matrix costs less are multiplied.
    """
    width, lengths = histories.width, histories.lengths
    together = np.zeros((width, width), np.float32)
    is_long = lengths > max(8, width // 8)
    _add_pairs(together, histories, weights, np.flatnonzero(~is_long))
    _add_products(together, histories, weights, np.flatnonzero(is_long))
    return together


def _add_pairs(together: Floats, histories: Histories, weights: Floats, rows: Indices) -> None:
    pairs = np.cumsum(histories.lengths[rows] ** 2)
    flat = together.reshape(-1)
    for part in np.split(rows, np.searchsorted(pairs, np.arange(_PAIRS_AT_ONCE, _end(pairs), _PAIRS_AT_ONCE))):
        left, right, row = _pairs_of(histories, part)
        np.add.at(flat, left * histories.width + right, weights[row])


def _pairs_of(histories: Histories, rows: Indices) -> tuple[Indices, Indices, Indices]:
    """Every ordered pair of columns of each row, and the row."""
    lengths = histories.lengths[rows]
    entries, place = histories.entries_of(rows)
    partners = lengths[place]
    first = np.repeat(entries, partners)
    nth = np.arange(len(first)) - np.repeat(np.cumsum(partners) - partners, partners)
    row = np.repeat(rows[place], partners)
    second = histories.starts[row] + nth
    columns = histories.columns
    return columns[first].astype(np.int64), columns[second].astype(np.int64), row


def _add_products(together: Floats, histories: Histories, weights: Floats, rows: Indices) -> None:
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[first : first + _ROWS_AT_ONCE]
        dense = dense_rows(histories, part) * np.sqrt(weights[part])[:, None]
        together += dense.T @ dense


def dense_rows(histories: Histories, rows: Indices) -> Floats:
    """Some rows with a 1 for each item that they have, and 0 for all others."""
    dense = np.zeros((len(rows), histories.width), np.float32)
    entries, place = histories.entries_of(rows)
    dense[place, histories.columns[entries]] = 1
    return dense


def _end(pairs: Indices) -> int:
    return int(pairs[-1]) if len(pairs) else 0
