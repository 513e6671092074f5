"""Metric queries: any metrics, by any dimensions, over any time."""
