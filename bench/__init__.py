"""Figures that we promise, measured side by side with their yardsticks: `make bench`."""
