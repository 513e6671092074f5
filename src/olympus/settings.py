"""What the operator decides, by environment variables."""

import difflib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_PLAIN_NAMES = {
    "PORT": "port",
    "DATABASE_URL": "database_url",
    "REDIS_URL": "redis_url",
    "BIGQUERY_PROJECT_ID": "bigquery_project_id",
    "BIGQUERY_DATASET": "bigquery_dataset",
    "BIGQUERY_EMULATOR_HOST": "bigquery_endpoint",
    "OPENAI_API_KEY": "openai_api_key",
    "OPENAI_BASE_URL": "openai_base_url",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "otlp_endpoint",
    "OTEL_METRIC_EXPORT_INTERVAL": "otlp_interval_ms",
}
_PREFIX = "OLYMPUS_"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be configured, with its default.

    Read from `PORT`, `DATABASE_URL`, `REDIS_URL`, `BIGQUERY_PROJECT_ID`, `BIGQUERY_DATASET`,
    `BIGQUERY_EMULATOR_HOST`, `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OTEL_EXPORTER_OTLP_ENDPOINT` and
    `OTEL_METRIC_EXPORT_INTERVAL`; all else from `OLYMPUS_` and the field's name in capitals.
    """

    port: Annotated[int, Meta(ge=0, le=65535, description="Port of the HTTP API; 0 takes a free one.")] = 8001
    host: Annotated[str, Meta(description="Address that the HTTP API listens on.")] = "127.0.0.1"
    database_url: Annotated[
        str | None, Meta(description="PostgreSQL; without it the servers that `olympus up` starts.")
    ] = None
    redis_url: Annotated[
        str | None, Meta(description="Redis or Valkey; without it the servers that `olympus up` starts.")
    ] = None
    bigquery_project_id: Annotated[str | None, Meta(description="Google Cloud project of the warehouse.")] = None
    bigquery_dataset: Annotated[str, Meta(description="Dataset of the warehouse.")] = "olympus"
    hot_days: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Days after which figures come from the warehouse and messages are dropped."),
    ] = None
    export_seconds: Annotated[
        float, Meta(gt=0, le=3600, description="Seconds between two batches to the warehouse.")
    ] = 30.0
    warehouse_most_bytes: Annotated[
        int, Meta(ge=1, description="Bytes that one query may read from the warehouse.")
    ] = 10 * 1024**3
    bigquery_location: Annotated[
        str, Meta(description="Where the dataset is made if there is none: US, EU or a region.")
    ] = "US"
    bigquery_endpoint: Annotated[
        str | None, Meta(description="Address of an emulator of BigQuery, which is sent no credentials.")
    ] = None
    openai_api_key: Annotated[str | None, Meta(description="Key of the language model.")] = None
    openai_base_url: Annotated[
        str | None, Meta(description="Where the language model is served; default: OpenAI's own address.")
    ] = None
    openai_model: Annotated[str, Meta(description="Name of the language model.")] = "gpt-5-mini"
    openai_auth: Annotated[
        Literal["key", "google"], Meta(description="`google` takes tokens of Google's credentials, for Vertex AI.")
    ] = "key"
    openai_seconds: Annotated[
        float, Meta(gt=0, le=60, description="Seconds that the language model has for a question.")
    ] = 8.0
    openai_below: Annotated[
        float, Meta(ge=0, le=1, description="The model is asked where the grammar is less sure than this.")
    ] = 0.7
    openai_a_day: Annotated[
        int, Meta(ge=0, description="Questions of a tenant that the model is asked a day.")
    ] = 500
    webhooks_reach_private: Annotated[
        bool, Meta(description="Whether webhooks may be sent into private networks, and over plain HTTP.")
    ] = False
    anomaly_sensitivity: Annotated[
        Literal["low", "normal", "high"], Meta(description="How readily a figure counts as an anomaly.")
    ] = "normal"
    data_dir: Annotated[str | None, Meta(description="Folder of the embedded servers' data.")] = None
    now: Annotated[
        datetime | None, Meta(description="Start the service's clock at this instant (RFC 3339) instead of now.")
    ] = None
    stream: Annotated[str, Meta(description="Key of the durable stream in Redis.")] = "olympus:events"
    stream_shards: Annotated[
        int, Meta(ge=1, le=64, description="Streams among which the tenants are shared out.")
    ] = 4
    producer_streams: Annotated[
        str, Meta(description="Streams that producers keep themselves, by pattern with commas: order-*,payment-*.")
    ] = ""
    most_waiting: Annotated[
        int,
        Meta(ge=1, description="Entries on a shard beyond which senders over HTTP are told to wait."),
    ] = 1_000_000
    request_memory: Annotated[
        int, Meta(ge=1, description="Bytes that requests with events may hold at once in a process.")
    ] = 128 * 1024 * 1024
    cache_memory: Annotated[int, Meta(ge=0, description="Bytes of ready answers that a process keeps.")] = (
        64 * 1024 * 1024
    )
    worker: Annotated[str | None, Meta(description="Name of this worker; default: host and process.")] = None
    batch_size: Annotated[int, Meta(ge=1, le=100_000, description="Most events in one transaction.")] = 10_000
    pool_size: Annotated[int, Meta(ge=1, le=500, description="Connections to PostgreSQL per process.")] = 10
    metrics_port: Annotated[
        Annotated[int, Meta(ge=0, le=65535)] | None,
        Meta(description="Port on which a worker shows its figures; 0 takes a free one, without it none."),
    ] = None
    otlp_endpoint: Annotated[
        str | None, Meta(description="Collector of OpenTelemetry that figures are sent to as well.")
    ] = None
    otlp_interval_ms: Annotated[int, Meta(ge=100, description="Milliseconds between two sendings.")] = 60_000
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="Least severity that is logged.")
    ] = "info"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings that an environment makes. An empty variable counts as absent.

        Raises InvalidSettings, which names every mistake at once, a misspelt `OLYMPUS_…` among them.
        """
        return _parsed(environment)


class InvalidSettings(Exception):
    """The environment cannot be used as it is; `problems` has a sentence for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def variable_of(field: str) -> str:
    """The environment variable that sets a field."""
    plain = {field: variable for variable, field in _PLAIN_NAMES.items()}
    return plain.get(field, _PREFIX + field.upper())


def _parsed(environment: Mapping[str, str]) -> Settings:
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    variables = {variable_of(name): name for name in fields}
    values: dict[str, object] = {}
    problems: list[str] = []
    for variable, text in environment.items():
        if variable in variables and text:
            name = variables[variable]
            try:
                values[name] = msgspec.convert(text, fields[name].type, strict=False)
            except msgspec.ValidationError as error:
                problems.append(f"{variable}: {error}")
        elif variable.startswith(_PREFIX) and variable not in variables:
            problems.append(_misspelt(variable, variables))
    if problems:
        raise InvalidSettings(problems)
    now = values.get("now")
    if isinstance(now, datetime) and now.tzinfo is None:
        values["now"] = now.replace(tzinfo=UTC)
    return msgspec.convert(values, Settings)


def _misspelt(variable: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(variable, known, n=1)
    return f"{variable} is not a setting" + (f"; did you mean {near[0]}?" if near else "")
