"""Chaos: an intake under every fault we know, and a count afterwards by books of our own."""
