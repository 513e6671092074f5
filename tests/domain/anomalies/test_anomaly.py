"""Laws of anomalies: ids are stable, shifts are one, and contributions add up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from olympus.domain.anomalies.anomaly import Severity, shifts
from olympus.domain.anomalies.explanation import parts
from olympus.domain.metrics.dimension import Dimension
from tests.anomalies import DAY, MONDAY, an_anomaly

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
shares = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", None]), amounts)


@given(shares, shares, amounts, amounts)
def test_contributions_add_up_exactly(
    actual: dict[str | int | None, Decimal],
    usual: dict[str | int | None, Decimal],
    value: Decimal,
    expected: Decimal,
) -> None:
    found = parts(Dimension.CHANNEL, actual, usual, value=value, expected=expected, names={})
    if found:
        assert sum((each.contribution for each in found), Decimal(0)) == value - expected
    else:
        assert not sum(usual.values()) or value == expected == 0


def test_the_id_is_that_of_the_point_and_not_of_its_judgement() -> None:
    assert an_anomaly(value=50).id == an_anomaly(value=40).id
    others = [
        an_anomaly(MONDAY + DAY),
        an_anomaly(metric="revenue"),
        an_anomaly(location="x"),
        an_anomaly(location=""),
    ]
    assert len({each.id for each in [an_anomaly(), *others]}) == 5


def test_points_beside_each_other_on_one_side_are_one() -> None:
    low = [an_anomaly(MONDAY + days * DAY) for days in (0, 1, 2, 5)]
    high = an_anomaly(MONDAY + 3 * DAY, value=150)
    found = shifts([*reversed(low), high])
    assert [(each.place.unit.start, each.until) for each in found] == [
        (MONDAY, MONDAY + 3 * DAY),
        (MONDAY + 3 * DAY, MONDAY + 4 * DAY),
        (MONDAY + 5 * DAY, MONDAY + 6 * DAY),
    ]


def test_severity_grows_with_the_distance_on_both_sides() -> None:
    for sign in (1, -1):
        assert [Severity.of(sign * each).rank for each in (1.1, 2, 3, 9)] == [0, 1, 2, 3]
