"""Starts bqemulator on this machine alone, without the internet.

Runs in the emulator's own environment (`.venv-emulator`): it needs other versions of what we use as well.

    python launcher.py PORT
"""

import sys
import uuid
from contextvars import ContextVar
from typing import Any

from bqemulator.api.routes import upload
from bqemulator.cli import main
from bqemulator.storage.engine import DuckDBEngine


def do_without_maps() -> None:
    """It would fetch DuckDB's extension for maps when it starts, and fail where there is no internet."""
    DuckDBEngine._load_spatial = lambda _: None


def keep_the_names_of_loads() -> None:
    """It gives a load of its own a name that the client did not ask for, and knows no job of the client's."""
    read, run = upload._load_configuration_from_envelope, upload._run_load
    name: ContextVar[str] = ContextVar("name")

    def read_with_name(envelope: dict[str, Any]) -> dict[str, Any]:
        asked = envelope.get("jobReference", {}).get("jobId")
        return {**read(envelope), "labels": {"name": asked or uuid.uuid4().hex}}

    async def run_with_name(*, configuration: dict[str, Any], **rest: Any) -> Any:
        name.set(configuration["labels"]["name"])
        return await run(configuration=configuration, **rest)

    upload._load_configuration_from_envelope = read_with_name
    upload._run_load = run_with_name
    upload._new_job_id = name.get


if __name__ == "__main__":
    do_without_maps()
    keep_the_names_of_loads()
    port = sys.argv[1]
    sys.argv[1:] = ["start", "--rest-port", port, "--grpc-port", "0", "--ephemeral", "--log-level", "error"]
    main()
