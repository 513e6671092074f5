"""The promises of IntakeMeter, on every adapter."""

from collections import Counter
from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from olympus.adapters.in_memory.intake_meter import Counts, InMemoryIntakeMeter
from olympus.adapters.telemetry.prometheus import PrometheusTelemetry
from olympus.domain.events.rejection import RejectionReason
from olympus.ports.event_stream import Intake, ShardBacklog
from olympus.ports.intake_meter import IntakeMeter, Stage

ReadBack = Callable[[], Counts]


@pytest.fixture(params=["in_memory", "prometheus"])
def meter_and_counts(request: pytest.FixtureRequest) -> tuple[IntakeMeter, ReadBack]:
    if request.param == "in_memory":
        meter = InMemoryIntakeMeter()
        return meter, lambda: meter.counts
    telemetry = PrometheusTelemetry("0")
    return telemetry.intake, lambda: counts_shown(telemetry)


@pytest.fixture
def meter(meter_and_counts: tuple[IntakeMeter, ReadBack]) -> IntakeMeter:
    return meter_and_counts[0]


@pytest.fixture
def counts(meter_and_counts: tuple[IntakeMeter, ReadBack]) -> ReadBack:
    """Reads back what the meter was told."""
    return meter_and_counts[1]


def test_nothing_is_counted_before_it_happens(counts: ReadBack) -> None:
    assert counts() == Counts()


def test_messages_add_up_by_the_way_they_came(meter: IntakeMeter, counts: ReadBack) -> None:
    for intake in Intake:
        meter.received(2, intake)
    meter.received(3, Intake.HTTP)
    meter.received(0, Intake.REPLAY)

    assert counts().received == {Intake.PUBSUB: 2, Intake.STREAM: 2, Intake.HTTP: 5, Intake.REPLAY: 2}


def test_what_is_refused_is_counted_apart(meter: IntakeMeter, counts: ReadBack) -> None:
    meter.refused(4)
    meter.refused(1)

    assert counts().refused == 5
    assert not counts().received


def test_batches_are_measured_in_entries_and_bytes(meter: IntakeMeter, counts: ReadBack) -> None:
    meter.batch(1, 600)
    meter.batch(5_000, 3_000_000)
    meter.batch(1_000_000, 1 << 32)

    seen = counts()
    assert (seen.batches, seen.entries, seen.size_bytes) == (3, 1_005_001, 3_000_600 + (1 << 32))


def test_the_time_of_every_stage_adds_up(meter: IntakeMeter, counts: ReadBack) -> None:
    for stage in Stage:
        meter.took(stage, 0.25)
    meter.took(Stage.RECORD, 0.5)
    meter.took(Stage.RECORD, 3_600)

    assert counts().passes == Counter(Stage) + Counter({Stage.RECORD: 2})
    assert counts().seconds == dict.fromkeys(Stage, 0.25) | {Stage.RECORD: 3_600.75}


def test_events_known_already_are_not_committed_again(meter: IntakeMeter, counts: ReadBack) -> None:
    meter.committed(10, duplicates=0, unmodelled=0)
    meter.committed(7, duplicates=3, unmodelled=2)
    meter.committed(0, duplicates=5, unmodelled=0)

    seen = counts()
    assert (seen.committed, seen.duplicates, seen.unmodelled) == (17, 8, 2)


def test_dead_letters_are_told_by_reason(meter: IntakeMeter, counts: ReadBack) -> None:
    for reason in RejectionReason:
        meter.set_aside(1, reason)
    meter.set_aside(2, RejectionReason.CONFLICT)

    assert counts().dead_letters == Counter(RejectionReason) + Counter({RejectionReason.CONFLICT: 2})


def test_retries_are_told_by_what_was_away(meter: IntakeMeter, counts: ReadBack) -> None:
    for source in ("Redis", "the event store", "the event store", 'a "source"\nwith\\signs'):
        meter.retried(source)

    assert counts().retries == {"Redis": 1, "the event store": 2, 'a "source"\nwith\\signs': 1}


def test_the_backlog_is_that_of_the_last_look(meter: IntakeMeter, counts: ReadBack) -> None:
    first, second, third = (ShardBacklog(f"events:{n}", 10 * n, n, n / 4) for n in (1, 2, 3))

    meter.backlog([first, second])
    assert counts().backlog == (first, second)
    meter.backlog([third])
    assert counts().backlog == (third,)
    meter.backlog([])
    assert counts().backlog == ()


def counts_shown(telemetry: PrometheusTelemetry) -> Counts:
    """The counts as a reader of the exposition finds them, without those at nought."""
    text = telemetry.exposition().body.decode()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }

    def total(name: str) -> int:
        return int(found[(f"olympus_intake_{name}",)])

    def by_label(name: str) -> dict[str, float]:
        return {label[0]: value for (each, *label), value in found.items() if each == name and value}

    by_shard = [by_label(f"olympus_stream_{name}") for name in ("lag_entries", "pending_entries", "lag_seconds")]
    stages = by_label("olympus_intake_stage_seconds_sum")
    return Counts(
        received=_counter(Intake, by_label("olympus_intake_received_total")),
        refused=total("refused_total"),
        batches=total("batch_entries_count"),
        entries=total("batch_entries_sum"),
        size_bytes=total("batch_bytes_sum"),
        passes=_counter(Stage, by_label("olympus_intake_stage_seconds_count")),
        seconds={stage: stages.get(stage, 0.0) for stage in Stage},
        committed=total("committed_total"),
        duplicates=total("duplicates_total"),
        unmodelled=total("unmodelled_total"),
        dead_letters=_counter(RejectionReason, by_label("olympus_intake_dead_letters_total")),
        retries=_counter(str, by_label("olympus_intake_retries_total")),
        backlog=tuple(
            ShardBacklog(shard, int(entries), int(by_shard[1][shard]), by_shard[2][shard])
            for shard, entries in by_shard[0].items()
        ),
    )


def _counter(kind: Callable[[str], object], values: dict[str, float]) -> Counter:  # type: ignore[type-arg]
    return Counter({kind(name): int(value) for name, value in values.items()})
