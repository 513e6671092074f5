"""A restaurant's real year, to look around with."""

from olympus.entrypoints.demo.load import load_demo
from olympus.entrypoints.demo.pizza_year import DEMO_TENANT, moved_to

__all__ = ["DEMO_TENANT", "load_demo", "moved_to"]
