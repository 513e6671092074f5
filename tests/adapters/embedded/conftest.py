"""Folders for servers to keep their data in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import temporary_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that does not exist yet."""
    with temporary_folder() as place:
        yield place / "data"


@pytest.fixture(scope="package")
def used_folder() -> Iterator[Path]:
    """A data folder that several tests use in turn: only the first waits for the data to be made."""
    with temporary_folder() as place:
        yield place / "data"
