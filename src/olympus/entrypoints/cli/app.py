"""All commands, and what happens when one cannot be done.

What a command needs is imported when it runs, so that help is there at once.
"""

import sys
from importlib.metadata import version

from cyclopts import App
from rich.console import Console

from olympus.entrypoints.cli import (
    actions,
    anomalies,
    ask,
    asyncapi,
    backfill,
    cohorts,
    dashboard,
    dead_letters,
    doctor,
    forecast,
    forecast_metric,
    interpret,
    inventory,
    publish,
    query,
    recommend,
    segments,
    services,
    tenant,
    warehouse,
)

app = App(
    name="olympus",
    help=(
        "Olympus Analytics: domain events in, exact business figures out.\n\n"
        "Start with `olympus up`, which needs no servers of yours, and look around with"
        " `olympus dashboard demo-pizza`. Servers are found by DATABASE_URL and REDIS_URL,"
        " or else where `olympus up` runs them."
    ),
    version=lambda: version("olympus-analytics"),
    help_format="markdown",
)
forecasts = App(name="forecast")
forecasts.default(forecast.forecast)
forecasts.command(forecast_metric.metric)
forecasts.command(forecast_metric.accuracy)

app.command(services.up)
app.command(services.serve)
app.command(services.worker)
app.command(services.migrate)
app.command(services.demo)
app.command(publish.publish)
app.command(backfill.backfill)
app.command(dashboard.dashboard)
app.command(query.query)
app.command(query.metrics)
app.command(ask.ask)
app.command(interpret.interpret)
app.command(forecasts)
app.command(cohorts.cohorts)
app.command(segments.segments)
app.command(anomalies.anomalies)
app.command(recommend.recommend)
app.command(actions.actions)
app.command(inventory.inventory)
app.command(tenant.app)
app.command(dead_letters.app)
app.command(warehouse.app)
app.command(asyncapi.asyncapi)
app.command(doctor.doctor)

USAGE, UNREACHABLE, INTERRUPTED = 2, 3, 130
"""Exit codes: what was asked is wrong; something needed is away; Ctrl-C."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; expected troubles are told in a sentence."""
    from olympus.domain.errors import OlympusError
    from olympus.entrypoints.cli.reach import NoServers
    from olympus.ports.errors import SourceUnavailable
    from olympus.ports.warehouse import WarehouseUnfit
    from olympus.settings import InvalidSettings

    trouble = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        result = app(arguments, exit_on_error=True, result_action="return_value")
    except InvalidSettings as error:
        for problem in error.problems:
            _say(trouble, problem)
        sys.exit(USAGE)
    except OlympusError as error:
        _say(trouble, str(error))
        sys.exit(USAGE)
    except (NoServers, SourceUnavailable, WarehouseUnfit) as error:
        _say(trouble, str(error))
        if isinstance(error, SourceUnavailable):
            trouble.print("Is it running? `olympus doctor` says what is configured and reachable.")
        sys.exit(UNREACHABLE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stdout = None
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)


def _say(console: Console, problem: str) -> None:
    console.print("[bold red]✗[/] ", end="")
    console.print(problem, markup=False)
