"""The command line `olympus`."""

from olympus.entrypoints.cli.app import main

__all__ = ["main"]
