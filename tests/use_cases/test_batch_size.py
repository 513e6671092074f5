"""A batch is as large as fits into its time."""

from hypothesis import given
from hypothesis import strategies as st

from olympus.use_cases.batch_size import BatchSize


def worked_off(size: BatchSize, batches: int, *, seconds_per_entry: float) -> int:
    for _ in range(batches):
        size.learn(size.entries, size.entries * seconds_per_entry)
    return size.entries


def test_it_starts_small_and_grows_while_batches_are_quick() -> None:
    size = BatchSize(10_000, first=500)
    assert size.entries == 500
    assert worked_off(size, 10, seconds_per_entry=0.00001) == 10_000


def test_it_shrinks_where_the_database_is_slow_but_not_to_nothing() -> None:
    size = BatchSize(10_000, first=500)
    worked_off(size, 10, seconds_per_entry=0.00001)
    assert worked_off(size, 20, seconds_per_entry=1) == 500


def test_batches_that_are_not_full_say_nothing_about_larger_ones() -> None:
    size = BatchSize(10_000, first=500)
    size.learn(3, 0.001)
    assert size.entries == 500


@given(seconds_per_entry=st.floats(0.00002, 0.0009))
def test_it_settles_where_a_batch_takes_about_its_time(seconds_per_entry: float) -> None:
    size = BatchSize(100_000, aim_seconds=1, first=500)
    settled = worked_off(size, 30, seconds_per_entry=seconds_per_entry)
    assert 0.25 <= settled * seconds_per_entry <= 1


@given(most=st.integers(1, 100_000), took=st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 100))))
def test_it_never_leaves_its_bounds(most: int, took: list[tuple[int, float]]) -> None:
    size = BatchSize(most)
    for entries, seconds in took:
        size.learn(entries, seconds)
        assert 1 <= size.entries <= most


def test_it_shrinks_to_a_single_entry_where_nothing_can_be_worked_off_and_grows_again() -> None:
    size = BatchSize(10_000, first=500)
    worked_off(size, 10, seconds_per_entry=0.00001)
    for _ in range(20):
        size.shrink()
    assert size.entries == 1
    assert worked_off(size, 20, seconds_per_entry=0.00001) == 10_000
