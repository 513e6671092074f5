"""The inverse of a large matrix in its own memory and in single precision, which numpy's own does not offer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 256
_ROWS_AT_ONCE = 1_024


def invert_in_place(matrix: NDArray[Any]) -> None:
    """Replace a symmetric positive definite matrix by its inverse, by block Gauss-Jordan elimination.

    Such a matrix needs no pivoting (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002,
    chapters 10 and 14). Only the small blocks on the diagonal are inverted in double precision.
    """
    for first in range(0, len(matrix), _BLOCK):
        block = slice(first, first + _BLOCK)
        pivot = np.linalg.inv(matrix[block, block]).astype(matrix.dtype)
        column = matrix[:, block].copy()
        row = pivot @ matrix[block]
        for top in range(0, len(matrix), _ROWS_AT_ONCE):
            stripe = slice(top, top + _ROWS_AT_ONCE)
            matrix[stripe] -= column[stripe] @ row
        matrix[:, block] = -column @ pivot
        matrix[block] = row
        matrix[block, block] = pivot
