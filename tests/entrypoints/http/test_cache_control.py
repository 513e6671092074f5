"""What the header Cache-Control of a request says about the answer that is wanted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olympus.entrypoints.http.cache_control import LONGEST_STALE, freshness
from olympus.use_cases.freshness import FRESH, Freshness


def stale(seconds: int) -> Freshness:
    return Freshness(max_stale=timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", FRESH),
        ("no-cache", Freshness(anew=True)),
        ("NO-CACHE, max-stale=3", Freshness(anew=True)),
        ("max-stale=1", stale(1)),
        ("no-store , Max-Stale=2", stale(2)),
        ('max-stale="4"', stale(4)),
        ("max-stale=0", FRESH),
        ("max-stale", Freshness(max_stale=LONGEST_STALE)),
        ("max-stale=99999999999999999999999", Freshness(max_stale=LONGEST_STALE)),
        ("max-stale=-1", FRESH),
        ("max-stale=1.5", FRESH),
        ("max-stale=²", FRESH),
        ("x-max-stale=5", FRESH),
        ("max-age=0", FRESH),
    ],
)
def test_the_directives_are_read(header: str, wanted: Freshness) -> None:
    assert freshness(header) == wanted


@given(st.text())
def test_whatever_is_sent_is_read_and_within_bounds(header: str) -> None:
    assert timedelta(0) <= freshness(header).max_stale <= LONGEST_STALE


@given(st.integers(0, 10**30))
def test_longer_is_never_shorter(seconds: int) -> None:
    assert freshness(f"max-stale={seconds}").max_stale == min(
        timedelta(seconds=min(seconds, 10**6)), LONGEST_STALE
    )
