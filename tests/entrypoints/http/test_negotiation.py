"""What a caller's headers say about what it has, and what it can read."""

import pytest

from olympus.entrypoints.http.accepted_encoding import accepts_gzip
from olympus.entrypoints.http.entity_tags import names


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*", True),
        ("*;q=0", False),
        ("identity, deflate", False),
        ("gzip;q=much", False),
        ("gzippy", False),
    ],
)
def test_gzip_is_sent_to_who_accepts_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ("*", True),
        (" * ", True),
        ('"b", "a"', True),
        ('"b","c" ,W/"a"', True),
        ('"b"', False),
        ("a", False),
        ('"a-gzip"', False),
        ('"x, \\"a\\""', False),
        ("", False),
        ('"*"', False),
    ],
)
def test_a_tag_is_found_in_a_list_weak_or_strong_and_by_a_star(header: str, named: bool) -> None:
    assert names(header, '"a"') is named
