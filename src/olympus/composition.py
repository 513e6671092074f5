"""Where every part meets: alone in knowing which adapter is behind which port."""

import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from dependency_injector import containers, providers

from olympus.adapters.embedded import (
    EmbeddedServersError,
    ServerAddresses,
    default_data_folder,
    embedded_servers,
    running_servers,
)
from olympus.adapters.in_memory.anomaly_store import InMemoryAnomalyStore
from olympus.adapters.in_memory.conversations import InMemoryConversations
from olympus.adapters.in_memory.customer_source import InMemoryCustomerSource
from olympus.adapters.in_memory.daily_budget import InMemoryDailyBudget
from olympus.adapters.in_memory.data_versions import InMemoryDataVersions
from olympus.adapters.in_memory.dead_letters import InMemoryDeadLetters
from olympus.adapters.in_memory.detection_progress import InMemoryDetectionProgress
from olympus.adapters.in_memory.event_broadcast import InMemoryEventBroadcast
from olympus.adapters.in_memory.event_log import InMemoryEventLog
from olympus.adapters.in_memory.event_store import InMemoryEventStore
from olympus.adapters.in_memory.event_stream import InMemoryEventStream
from olympus.adapters.in_memory.export_progress import InMemoryExportProgress
from olympus.adapters.in_memory.figure_source import InMemoryFigureSource
from olympus.adapters.in_memory.forecast_archive import InMemoryForecastArchive
from olympus.adapters.in_memory.ledger import Ledger
from olympus.adapters.in_memory.producer_streams import InMemoryProducerStreams
from olympus.adapters.in_memory.purchase_history import InMemoryPurchaseHistory
from olympus.adapters.in_memory.raw_event_months import InMemoryRawEventMonths
from olympus.adapters.in_memory.shared_answers import InMemorySharedAnswers
from olympus.adapters.in_memory.tenants import InMemoryTenants
from olympus.adapters.in_memory.version_feed import InMemoryVersionFeed
from olympus.adapters.in_memory.warehouse import InMemoryWarehouse
from olympus.adapters.in_memory.webhooks import InMemoryWebhooks
from olympus.adapters.json_events.event_decoder import MsgspecEventDecoder
from olympus.adapters.openai.google_token import google_token
from olympus.adapters.openai.second_opinion import OpenAiSecondOpinion
from olympus.adapters.postgres.anomaly_store import PostgresAnomalyStore
from olympus.adapters.postgres.component import database
from olympus.adapters.postgres.connecting import engine_for
from olympus.adapters.postgres.customer_source import PostgresCustomerSource
from olympus.adapters.postgres.data_versions import PostgresDataVersions
from olympus.adapters.postgres.dead_letters import PostgresDeadLetters
from olympus.adapters.postgres.detection_progress import PostgresDetectionProgress
from olympus.adapters.postgres.event_log import PostgresEventLog
from olympus.adapters.postgres.event_store import PostgresEventStore
from olympus.adapters.postgres.export_progress import PostgresExportProgress
from olympus.adapters.postgres.figure_source import PostgresFigureSource
from olympus.adapters.postgres.forecast_archive import PostgresForecastArchive
from olympus.adapters.postgres.migrating import migrate
from olympus.adapters.postgres.purchase_history import PostgresPurchaseHistory
from olympus.adapters.postgres.raw_event_months import PostgresRawEventMonths
from olympus.adapters.postgres.tenants import PostgresTenants
from olympus.adapters.postgres.webhooks import PostgresWebhooks
from olympus.adapters.redis.client import connect
from olympus.adapters.redis.component import redis_server
from olympus.adapters.redis.conversations import RedisConversations
from olympus.adapters.redis.daily_budget import RedisDailyBudget
from olympus.adapters.redis.event_broadcast import RedisEventBroadcast
from olympus.adapters.redis.event_stream import RedisEventStream
from olympus.adapters.redis.producer_streams import RedisProducerStreams
from olympus.adapters.redis.shared_answers import RedisSharedAnswers
from olympus.adapters.redis.version_feed import RedisVersionFeed
from olympus.adapters.system.clock import system_clock
from olympus.adapters.system.public_holidays import KnownPublicHolidays
from olympus.domain.anomalies.sensitivity import Sensitivity
from olympus.ports.anomaly_detector import AnomalyDetector
from olympus.ports.clock import Clock
from olympus.ports.event_log import EventLog
from olympus.ports.export_progress import ExportProgress
from olympus.ports.figure_source import FigureSource
from olympus.ports.forecaster import Forecaster
from olympus.ports.message_formats import MessageFormats
from olympus.ports.recommender import Recommender
from olympus.ports.telemetry import TelemetryExport
from olympus.ports.warehouse import Warehouse
from olympus.ports.webhook_sender import WebhookSender
from olympus.settings import InvalidSettings, Settings
from olympus.use_cases.accept_events import AcceptEvents
from olympus.use_cases.announce_versions import AnnounceVersions
from olympus.use_cases.answer_query import AnswerQuery
from olympus.use_cases.answer_shelf import AnswerShelf
from olympus.use_cases.ask_question import AskQuestion
from olympus.use_cases.build_dashboard import BuildDashboard
from olympus.use_cases.change_settings import ChangeSettings
from olympus.use_cases.check_health import CheckHealth, in_own_memory, optional, worker_behind
from olympus.use_cases.deliver_webhooks import DeliverWebhooks
from olympus.use_cases.detect_anomalies import DetectAnomalies
from olympus.use_cases.explain_anomaly import ExplainAnomaly
from olympus.use_cases.explain_change import ExplainChange
from olympus.use_cases.export_events import ExportEvents
from olympus.use_cases.export_telemetry import ExportTelemetry
from olympus.use_cases.find_anomalies import FindAnomalies
from olympus.use_cases.follow_cohorts import FollowCohorts
from olympus.use_cases.forecast_inventory import ForecastInventory
from olympus.use_cases.forecast_metric import ForecastMetric
from olympus.use_cases.fresh_answers import FreshAnswers
from olympus.use_cases.gather_producer_streams import GatherProducerStreams
from olympus.use_cases.gather_trade import GatherTrade
from olympus.use_cases.hear_anomalies import HearAnomalies
from olympus.use_cases.ingest import Ingest, Pace
from olympus.use_cases.keep_versions_known import KeepVersionsKnown
from olympus.use_cases.known_models import KnownModels
from olympus.use_cases.known_values import KnownValues
from olympus.use_cases.known_versions import KnownVersions
from olympus.use_cases.measure_backlog import MeasureBacklog
from olympus.use_cases.measure_forecasts import MeasureForecasts
from olympus.use_cases.read_histories import ReadHistories
from olympus.use_cases.read_question import Consulting, ReadQuestion
from olympus.use_cases.rebuild import Rebuild
from olympus.use_cases.recommend_actions import RecommendActions
from olympus.use_cases.recommend_items import RecommendItems
from olympus.use_cases.relay_announcements import RelayAnnouncements
from olympus.use_cases.replay_dead_letters import ReplayDeadLetters
from olympus.use_cases.retain_events import RetainEvents
from olympus.use_cases.segment_customers import SegmentCustomers
from olympus.use_cases.stream_room import StreamRoom
from olympus.use_cases.summarise_metric import SummariseMetric
from olympus.use_cases.survey_export import SurveyExport
from olympus.use_cases.survey_intake import SurveyIntake
from olympus.use_cases.tell_anomalies import TellAnomalies
from olympus.use_cases.tend_stream import TendStream
from olympus.use_cases.tiered_figures import TieredFigures

if TYPE_CHECKING:
    from olympus.adapters.telemetry.prometheus import PrometheusTelemetry

DISTRIBUTION = "olympus-analytics"

ServersCannotStart = EmbeddedServersError
"""What `with_servers_started` raises, for those who may not know the adapter."""


def _message_formats() -> MessageFormats:
    # Only those who document the messages need it, and a start is not to wait for it.
    from olympus.adapters.json_events.message_formats import message_formats

    return message_formats()


def _recommender() -> Recommender:
    # numpy takes a tenth of a second to import, for which nobody is to wait who asks for no recommendation
    from olympus.adapters.numpy_recommender.recommender import NumpyRecommender

    return NumpyRecommender()


def _anomaly_detector() -> AnomalyDetector:
    """Imported when something is first judged, for the same reason as the recommender."""
    from olympus.adapters.numpy_anomaly_detector.detector import NumpyAnomalyDetector

    return NumpyAnomalyDetector()


def _forecaster() -> Forecaster:
    """Imported when something is first to be forecast: numpy takes longer to load than the API to start."""
    from olympus.adapters.numpy_forecaster.forecaster import NumpyForecaster

    return NumpyForecaster()


def _telemetry() -> "PrometheusTelemetry":
    """Imported and built when something is first measured or asked for, after the first answer of the API."""
    from olympus.adapters.telemetry.prometheus import PrometheusTelemetry

    return PrometheusTelemetry(version(DISTRIBUTION))


def _telemetry_export(telemetry: "PrometheusTelemetry", endpoint: str, instance: str) -> TelemetryExport:
    """Raises InvalidSettings where the extra is not installed."""
    try:
        from olympus.adapters.telemetry.otlp import OtlpTelemetryExport
    except ModuleNotFoundError as missing:
        problem = (
            f"OTEL_EXPORTER_OTLP_ENDPOINT is set, but {missing.name} is not installed: "
            f"pip install '{DISTRIBUTION}[otlp]', or unset it"
        )
        raise InvalidSettings([problem]) from missing
    return OtlpTelemetryExport(telemetry, endpoint=endpoint, service=DISTRIBUTION, instance=instance)


def _second_opinion(settings: Settings) -> OpenAiSecondOpinion | None:
    """The language model, where one is configured. Raises InvalidSettings where the extra is not installed."""
    if settings.openai_auth == "key" and settings.openai_api_key is None:
        return None
    if find_spec("openai") is None:
        raise InvalidSettings([f"a language model needs an extra: pip install '{DISTRIBUTION}[language-model]'"])
    key = google_token() if settings.openai_auth == "google" else settings.openai_api_key or ""
    return OpenAiSecondOpinion(
        key, model=settings.openai_model, base_url=settings.openai_base_url, within=settings.openai_seconds
    )


def _warehouse(settings: Settings, closers: list[Callable[[], Awaitable[None]]]) -> Warehouse | None:
    """BigQuery where a project is named, otherwise DuckDB; None where that is not installed either.

    `closers` learns how to let it go. Raises InvalidSettings where BigQuery is wanted and not installed, or where
    a part of the figures is to come from a warehouse and there is none.
    """
    if not (settings.database_url and settings.redis_url):
        return InMemoryWarehouse()
    if settings.bigquery_project_id:
        if find_spec("google.cloud.bigquery") is None:
            raise InvalidSettings([f"BigQuery needs an extra: pip install '{DISTRIBUTION}[bigquery]'"])
        from olympus.adapters.warehouse.bigquery.warehouse import BigQueryWarehouse

        bigquery = BigQueryWarehouse(
            settings.bigquery_project_id,
            settings.bigquery_dataset,
            endpoint=settings.bigquery_endpoint,
            location=settings.bigquery_location,
            most_bytes=settings.warehouse_most_bytes,
        )
        closers.append(bigquery.aclose)
        return bigquery
    if find_spec("duckdb") is None or find_spec("sqlglot") is None:
        if settings.hot_days is not None:
            raise InvalidSettings(
                [f"OLYMPUS_HOT_DAYS needs a warehouse: pip install '{DISTRIBUTION}[warehouse]', or unset it"]
            )
        return None
    from olympus.adapters.warehouse.duckdb.warehouse import DuckDbWarehouse

    duckdb = DuckDbWarehouse(data_folder(settings) / "warehouse")
    closers.append(duckdb.aclose)
    return duckdb


def _kind_of_warehouse(settings: Settings) -> str:
    if not (settings.database_url and settings.redis_url):
        return "memory"
    return "bigquery" if settings.bigquery_project_id else "duckdb"


def _webhook_sender(reach_private: bool, closers: list[Callable[[], Awaitable[None]]]) -> WebhookSender:
    from olympus.adapters.http_webhooks.sender import HttpWebhookSender

    sender = HttpWebhookSender(reach_private=reach_private)
    closers.append(sender.aclose)
    return sender


def _where_there_is_a_warehouse(build: Callable[..., Any]) -> Callable[..., Any]:
    """Builds what works with a warehouse, the first argument; None without one."""
    return lambda warehouse, *others, **named: None if warehouse is None else build(warehouse, *others, **named)


def _figures(  # noqa: PLR0917 - a provider's arguments are told by their place
    hot: FigureSource,
    settings: Settings,
    warehouse: providers.Provider[Warehouse | None],
    log: EventLog,
    progress: providers.Provider[ExportProgress],
    clock: Clock,
) -> FigureSource:
    """Without `OLYMPUS_HOT_DAYS` everything is hot, and the warehouse need not even be loaded."""
    if settings.hot_days is None:
        return hot
    cold = warehouse()
    return TieredFigures(hot, cold, log, progress(), clock, hot_days=settings.hot_days) if cold else hot


class Container(containers.DeclarativeContainer):
    """Read top to bottom: settings, connections, adapters, use cases.

    The storage is "servers" where both URLs are set, otherwise "memory".
    """

    settings = providers.Dependency(instance_of=Settings)
    storage = providers.Callable(
        lambda settings: "servers" if settings.database_url and settings.redis_url else "memory", settings
    )
    worker_name = providers.Callable(
        lambda settings: settings.worker or f"{socket.gethostname()}-{os.getpid()}", settings
    )

    clock = providers.Singleton(system_clock, settings.provided.now)
    engine = providers.Singleton(engine_for, settings.provided.database_url, pool_size=settings.provided.pool_size)
    redis = providers.Singleton(connect, settings.provided.redis_url)
    ledger = providers.Singleton(Ledger)
    counted_versions = providers.Singleton(InMemoryDataVersions)
    migrate = providers.Callable(migrate, engine)

    decoder = providers.Singleton(MsgspecEventDecoder)
    message_formats = providers.Singleton(_message_formats)
    event_store = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryEventStore, ledger, counted_versions),
        servers=providers.Singleton(PostgresEventStore, engine, decoder),
    )
    event_log = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryEventLog, ledger),
        servers=providers.Singleton(PostgresEventLog, engine, decoder),
    )
    raw_event_months = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryRawEventMonths),
        servers=providers.Singleton(PostgresRawEventMonths, engine),
    )
    closers: providers.Provider[list[Callable[[], Awaitable[None]]]] = providers.Singleton(list)
    warehouse = providers.Singleton(_warehouse, settings, closers)
    export_progress = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryExportProgress),
        servers=providers.Singleton(
            _where_there_is_a_warehouse(lambda warehouse, engine: PostgresExportProgress(engine, warehouse.name)),
            warehouse,
            engine,
        ),
    )
    hot_figures = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryFigureSource, ledger),
        servers=providers.Singleton(PostgresFigureSource, engine),
    )
    figures = providers.Singleton(
        _figures, hot_figures, settings, warehouse.provider, event_log, export_progress.provider, clock
    )
    customers = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryCustomerSource, ledger),
        servers=providers.Singleton(PostgresCustomerSource, engine),
    )
    purchases = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryPurchaseHistory, ledger),
        servers=providers.Singleton(PostgresPurchaseHistory, engine),
    )
    tenants = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryTenants, counted_versions),
        servers=providers.Singleton(PostgresTenants, engine),
    )
    webhooks = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryWebhooks),
        servers=providers.Singleton(PostgresWebhooks, engine),
    )
    webhook_sender = providers.Singleton(_webhook_sender, settings.provided.webhooks_reach_private, closers)
    deliver_webhooks = providers.Singleton(DeliverWebhooks, webhooks, webhooks, webhook_sender, clock)
    dead_letters = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryDeadLetters),
        servers=providers.Singleton(PostgresDeadLetters, engine),
    )
    stream = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryEventStream, clock),
        servers=providers.Singleton(
            RedisEventStream, redis, settings.provided.stream, shards=settings.provided.stream_shards
        ),
    )
    producer_streams = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryProducerStreams),
        servers=providers.Singleton(RedisProducerStreams, redis, clock, own=settings.provided.stream),
    )
    broadcast = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryEventBroadcast, clock),
        servers=providers.Singleton(RedisEventBroadcast, redis, clock),
    )

    data_versions = providers.Selector(
        storage,
        memory=counted_versions,
        servers=providers.Singleton(PostgresDataVersions, engine),
    )
    version_feed = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryVersionFeed),
        servers=providers.Singleton(RedisVersionFeed, redis, settings.provided.stream),
    )
    shared_answers = providers.Selector(
        storage,
        memory=providers.Singleton(InMemorySharedAnswers, clock),
        servers=providers.Singleton(
            RedisSharedAnswers, redis, settings.provided.stream, release=providers.Callable(version, DISTRIBUTION)
        ),
    )

    forecaster = providers.Singleton(_forecaster)
    anomaly_detector = providers.Singleton(_anomaly_detector)
    anomaly_store = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryAnomalyStore),
        servers=providers.Singleton(PostgresAnomalyStore, engine),
    )
    detection_progress = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryDetectionProgress, counted_versions),
        servers=providers.Singleton(PostgresDetectionProgress, engine),
    )
    telemetry = providers.Singleton(_telemetry)
    intake_meter = providers.Callable(lambda telemetry: telemetry.intake, telemetry)
    request_meter = providers.Callable(lambda telemetry: telemetry.requests, telemetry)
    export_meter = providers.Callable(lambda telemetry: telemetry.exports, telemetry)
    survey_export = providers.Factory(
        _where_there_is_a_warehouse(
            lambda _, log, progress, meter, clock: SurveyExport(log, progress, meter, clock)
        ),
        warehouse,
        event_log,
        export_progress,
        export_meter,
        clock,
    )
    export_events = providers.Factory(
        _where_there_is_a_warehouse(
            lambda warehouse, log, progress, meter, every_seconds: ExportEvents(
                log, progress, warehouse, meter, every_seconds=every_seconds
            )
        ),
        warehouse,
        event_log,
        export_progress,
        export_meter,
        settings.provided.export_seconds,
    )
    retain_events = providers.Factory(
        RetainEvents, raw_event_months, export_progress, clock, hot_days=settings.provided.hot_days
    )
    rebuild = providers.Factory(
        _where_there_is_a_warehouse(Rebuild),
        warehouse,
        decoder,
        store=event_store,
        months=raw_event_months,
        log=event_log,
        progress=export_progress,
    )
    measure_backlog = providers.Factory(MeasureBacklog, stream, intake_meter, survey_export)
    export_telemetry = providers.Factory(
        ExportTelemetry,
        providers.Callable(_telemetry_export, telemetry, settings.provided.otlp_endpoint, worker_name),
        measure_backlog,
        every_seconds=providers.Callable(lambda settings: settings.otlp_interval_ms / 1000, settings),
    )

    stream_room = providers.Singleton(StreamRoom, stream, most_waiting=settings.provided.most_waiting)
    accept_events = providers.Factory(
        AcceptEvents, decoder, stream, event_store, clock=clock, room=stream_room, meter=intake_meter
    )
    answer_query = providers.Factory(AnswerQuery, tenants, figures, clock)
    summarise_metric = providers.Factory(SummariseMetric, answer_query)
    known_versions = providers.Singleton(KnownVersions, data_versions, clock)
    keep_versions_known = providers.Factory(KeepVersionsKnown, known_versions, version_feed)
    announce_versions = providers.Singleton(AnnounceVersions, version_feed, known_versions)
    public_holidays = providers.Singleton(KnownPublicHolidays)
    change_settings = providers.Factory(ChangeSettings, tenants, announce_versions, public_holidays)
    fresh_answers = providers.Singleton(
        FreshAnswers,
        known_versions,
        providers.Singleton(AnswerShelf, settings.provided.cache_memory),
        shared_answers,
        clock,
    )
    read_histories = providers.Factory(ReadHistories, tenants, figures, clock)
    forecast_archive = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryForecastArchive),
        servers=providers.Singleton(PostgresForecastArchive, engine),
    )
    forecast_metric = providers.Singleton(
        ForecastMetric, read_histories, forecaster, public_holidays, forecast_archive
    )
    measure_forecasts = providers.Factory(MeasureForecasts, forecast_archive, read_histories)
    build_dashboard = providers.Factory(BuildDashboard, tenants, figures, clock)
    conversations = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryConversations, clock),
        servers=providers.Singleton(RedisConversations, redis, settings.provided.stream),
    )
    known_values = providers.Singleton(KnownValues, tenants, figures, clock)
    daily_budget = providers.Selector(
        storage,
        memory=providers.Singleton(InMemoryDailyBudget),
        servers=providers.Singleton(RedisDailyBudget, redis, settings.provided.stream),
    )
    second_opinion = providers.Singleton(_second_opinion, settings)
    read_question = providers.Singleton(
        ReadQuestion,
        second_opinion,
        daily_budget,
        clock,
        consulting=providers.Factory(
            Consulting, below=settings.provided.openai_below, a_day=settings.provided.openai_a_day
        ),
    )
    forecast_inventory = providers.Factory(ForecastInventory, tenants, figures, forecaster, clock)
    recommend_actions = providers.Factory(
        RecommendActions,
        providers.Factory(GatherTrade, tenants, figures, customers, purchases, forecaster=forecaster, clock=clock),
    )
    ask_question = providers.Factory(
        AskQuestion,
        tenants,
        figures,
        conversations,
        read_question=read_question,
        values=known_values,
        explain_change=providers.Factory(ExplainChange),
        forecast_metric=forecast_metric,
        recommend_actions=recommend_actions,
        clock=clock,
    )
    check_health = providers.Singleton(
        CheckHealth,
        providers.List(
            providers.Selector(
                storage,
                memory=providers.Callable(in_own_memory, "redis"),
                servers=providers.Callable(redis_server, redis),
            ),
            providers.Selector(
                storage,
                memory=providers.Callable(in_own_memory, "database"),
                servers=providers.Callable(database, engine),
            ),
            providers.Callable(
                lambda survey, settings: (
                    survey.component(_kind_of_warehouse(settings)) if survey else optional("warehouse", None)
                ),
                survey_export,
                settings,
            ),
            providers.Callable(lambda read: read.component(), read_question),
            providers.Callable(worker_behind, stream),
        ),
    )
    follow_cohorts = providers.Factory(FollowCohorts, tenants, customers, clock)
    segment_customers = providers.Factory(SegmentCustomers, tenants, customers, clock)
    find_anomalies = providers.Factory(FindAnomalies, tenants, anomaly_store, clock)
    detect_anomalies = providers.Factory(
        DetectAnomalies,
        read_histories,
        anomaly_detector,
        anomaly_store,
        detection_progress,
        data_versions,
        providers.Factory(ExplainAnomaly, tenants, figures),
        clock,
        sensitivity=providers.Callable(lambda settings: Sensitivity(settings.anomaly_sensitivity), settings),
    )
    tell_anomalies = providers.Factory(TellAnomalies, anomaly_store, broadcast, deliver_webhooks)
    hear_anomalies = providers.Factory(HearAnomalies, broadcast, known_versions)
    recommender = providers.Singleton(_recommender)
    known_models = providers.Singleton(KnownModels, purchases, recommender, known_versions, clock)
    recommend_items = providers.Factory(RecommendItems, known_models, purchases, figures, clock)
    survey_intake = providers.Factory(SurveyIntake, stream, dead_letters)
    replay_dead_letters = providers.Factory(ReplayDeadLetters, dead_letters, decoder, stream, clock)
    tend_stream = providers.Factory(TendStream, stream)
    relay_announcements = providers.Factory(RelayAnnouncements, broadcast, stream, decoder, intake_meter)
    gather_producer_streams = providers.Factory(
        GatherProducerStreams,
        producer_streams,
        stream,
        decoder,
        stream_room,
        patterns=providers.Callable(
            lambda settings: tuple(filter(None, map(str.strip, settings.producer_streams.split(",")))), settings
        ),
    )
    ingest = providers.Factory(
        Ingest,
        stream,
        decoder,
        event_store,
        dead_letters,
        clock=clock,
        meter=intake_meter,
        worker=worker_name,
        announce=providers.Callable(lambda announce: announce.soon, announce_versions),
        pace=providers.Factory(Pace, batch_size=settings.provided.batch_size),
    )


def data_folder(settings: Settings) -> Path:
    """Where the embedded servers keep their data."""
    return Path(settings.data_dir).expanduser() if settings.data_dir else default_data_folder()


def with_servers_found(settings: Settings) -> Settings:
    """The settings with the addresses of the servers that `olympus up` runs, where none are configured."""
    if settings.database_url and settings.redis_url:
        return settings
    servers = running_servers(data_folder(settings))
    return _reaching(settings, servers) if servers else settings


@contextmanager
def with_servers_started(settings: Settings) -> Iterator[Settings]:
    """The settings with the addresses of servers of our own, which run until the way out.

    Servers that are configured are used instead. Raises EmbeddedServersError.
    """
    if settings.database_url and settings.redis_url:
        yield settings
        return
    with embedded_servers(data_folder(settings)) as servers:
        yield _reaching(settings, servers.addresses)


def _reaching(settings: Settings, servers: ServerAddresses) -> Settings:
    return msgspec.structs.replace(
        settings,
        database_url=settings.database_url or servers.database_url,
        redis_url=settings.redis_url or servers.redis_url,
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Container]:
    """A container whose connections are closed on the way out."""
    container = Container(settings=settings)
    async with AsyncExitStack() as stack:
        if container.storage() == "servers":
            stack.push_async_callback(container.engine().dispose)
            stack.push_async_callback(container.redis().aclose)
        if (second_opinion := container.second_opinion()) is not None:
            stack.push_async_callback(second_opinion.aclose)
        stack.push_async_callback(_close_all, container.closers())
        yield container


async def _close_all(closers: list[Callable[[], Awaitable[None]]]) -> None:
    for close in closers:
        await close()
