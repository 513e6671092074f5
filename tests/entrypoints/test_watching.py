"""What can be seen of a process from outside: a worker on its port, and figures at a collector."""

import asyncio
import socket
import sys

import httpx
import pytest

from olympus.composition import running
from olympus.entrypoints.exporting import exporting
from olympus.entrypoints.watching import watched
from olympus.entrypoints.worker import run_worker
from olympus.ports.telemetry import TelemetryExport
from olympus.settings import InvalidSettings, Settings
from olympus.use_cases.export_telemetry import ExportTelemetry


@pytest.fixture
def untuned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker in the process of the tests leaves their interpreter as it is."""
    monkeypatch.setattr("olympus.entrypoints.worker._tune_the_interpreter", lambda: None)


@pytest.mark.usefixtures("untuned")
async def test_a_worker_shows_its_figures_and_that_it_lives() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stopping, heard = asyncio.Event(), asyncio.Event()
    worker = asyncio.create_task(run_worker(Settings(metrics_port=port), stopping, heard=heard.set))
    await heard.wait()

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        figures, live, other = [await client.get(path) for path in ("/metrics", "/live", "/api/health")]
        stopping.set()
        await worker
        with pytest.raises(httpx.ConnectError):
            await client.get("/live")

    assert "olympus_stream_lag_entries" in figures.text
    assert live.json() == {"status": "ok"}
    assert other.status_code == 404


async def test_without_a_port_nobody_listens() -> None:
    async with running(Settings()) as container, watched(container) as address:
        assert address is None


async def test_a_port_that_is_taken_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with running(Settings(metrics_port=taken.getsockname()[1])) as container:
            with pytest.raises(OSError, match="ddress already in use"):
                async with watched(container):
                    pass


class Export(TelemetryExport):
    """Notes what becomes of it."""

    def __init__(self) -> None:
        self.fate: list[str] = []
        self.hangs = False

    async def send(self) -> None:
        self.fate.append("sent")
        if self.hangs:
            await asyncio.Event().wait()

    async def close(self) -> None:
        self.fate.append("closed")


async def test_figures_are_exported_until_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("olympus.entrypoints.exporting._LAST_WORDS_SECONDS", 0.05)
    for hangs in (False, True):
        export = Export()
        export.hangs = hangs
        async with running(Settings(otlp_endpoint="http://nowhere")) as container:
            use_case = ExportTelemetry(export, container.measure_backlog(), every_seconds=3_600)
            with container.export_telemetry.override(use_case):
                async with exporting(container):
                    await asyncio.sleep(0)
                    assert export.fate == []
                await asyncio.sleep(0)
        assert export.fate == ["sent", "closed"]


async def test_without_the_extra_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.metric_exporter", None)
    monkeypatch.delitem(sys.modules, "olympus.adapters.telemetry.otlp", raising=False)
    async with running(Settings(otlp_endpoint="http://nowhere")) as container:
        with pytest.raises(InvalidSettings, match=r"pip install 'olympus-analytics\[otlp\]'"):
            async with exporting(container):
                pass


def test_the_standard_variables_are_settings() -> None:
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_METRIC_EXPORT_INTERVAL": "5000"}

    settings = Settings.from_environment({**environment, "OLYMPUS_METRICS_PORT": "9464", "OTEL_OTHER": "ignored"})

    assert (settings.otlp_endpoint, settings.otlp_interval_ms) == ("http://collector:4318", 5_000)
    assert settings.metrics_port == 9464
