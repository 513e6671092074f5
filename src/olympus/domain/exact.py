"""Sums of decimals to the last digit: amounts have up to 38, and Python's own context would round to 28."""

from decimal import Context, Decimal

ZERO = Decimal(0)

add = Context(prec=80).add
"""The exact sum of two amounts, each of which may be the sum of very many."""
