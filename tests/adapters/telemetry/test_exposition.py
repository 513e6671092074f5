"""What a collector gets to see."""

from importlib.metadata import version

import pytest
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from olympus.adapters.telemetry.prometheus import PrometheusTelemetry
from olympus.domain.events.rejection import RejectionReason
from olympus.ports.intake_meter import Stage


@pytest.fixture
def telemetry() -> PrometheusTelemetry:
    return PrometheusTelemetry(version("olympus-analytics"))


def shown(telemetry: PrometheusTelemetry) -> dict[str, float]:
    """Every series with its value, as in the text."""
    lines = telemetry.exposition().body.decode().splitlines()
    return {
        series: float(value)
        for series, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
    }


def test_it_tells_the_version_and_how_the_process_is(telemetry: PrometheusTelemetry) -> None:
    series = shown(telemetry)

    assert series[f'olympus_build_info{{version="{version("olympus-analytics")}"}}'] == 1
    assert series["process_resident_memory_bytes"] > 10_000_000
    assert series["process_cpu_seconds_total"] > 0


def test_series_known_beforehand_are_there_at_nought(telemetry: PrometheusTelemetry) -> None:
    series = shown(telemetry)

    assert [series[f'olympus_intake_dead_letters_total{{reason="{reason}"}}'] for reason in RejectionReason] == [
        0
    ] * len(RejectionReason)


def test_nothing_is_told_of_when_a_series_began(telemetry: PrometheusTelemetry) -> None:
    telemetry.requests.answered("GET", "/", 200, 0.1)

    assert "_created" not in telemetry.exposition().body.decode()
    assert b"_created" not in telemetry.exposition("application/openmetrics-text; version=1.0.0").body


def test_a_time_falls_into_its_bucket(telemetry: PrometheusTelemetry) -> None:
    telemetry.intake.took(Stage.RECORD, 0.3)

    series = shown(telemetry)
    assert series['olympus_intake_stage_seconds_bucket{le="0.25",stage="record"}'] == 0
    assert series['olympus_intake_stage_seconds_bucket{le="0.5",stage="record"}'] == 1


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "text/plain;version=0.0.4"])
def test_the_plain_format_is_what_anybody_gets(telemetry: PrometheusTelemetry, accept: str) -> None:
    exposition = telemetry.exposition(accept)

    assert exposition.media_type.startswith("text/plain; version=0.0.4")
    assert list(text_string_to_metric_families(exposition.body.decode()))


def test_openmetrics_is_for_whoever_asks_for_it(telemetry: PrometheusTelemetry) -> None:
    exposition = telemetry.exposition("application/openmetrics-text;version=1.0.0,text/plain;q=0.5")

    assert exposition.media_type.startswith("application/openmetrics-text")
    assert exposition.body.endswith(b"# EOF\n")
    assert list(openmetrics.text_string_to_metric_families(exposition.body.decode()))  # type: ignore[no-untyped-call]


def test_a_method_or_path_that_nobody_knows_makes_no_series_of_its_own(telemetry: PrometheusTelemetry) -> None:
    for number in range(50):
        telemetry.requests.answered(f"BREW{number}", None, 404, 0.001)

    counts = [name for name in shown(telemetry) if name.startswith("http_server_request_duration_seconds_count")]
    [labels] = [count.removeprefix("http_server_request_duration_seconds_count") for count in counts]
    assert labels == '{http_request_method="_OTHER",http_response_status_code="404",http_route="unmatched"}'


def test_two_in_one_process_do_not_count_into_each_other(telemetry: PrometheusTelemetry) -> None:
    telemetry.intake.refused(3)

    assert shown(PrometheusTelemetry("0"))["olympus_intake_refused_total"] == 0
