"""`olympus doctor`: what is configured, reachable and migrated."""

import os
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console

from olympus.settings import Settings

if TYPE_CHECKING:
    from olympus.use_cases.check_health import ComponentHealth, HealthReport

_console = Console(highlight=False, soft_wrap=True)
_MARKS = {True: "[green]✓[/]", False: "[red]✗[/]", None: "[dim]–[/]"}


Finding = tuple[bool | None, str]
"""Whether something is as it should be (None: it need not be there), and what there is to say of it."""


async def doctor() -> int | None:
    """Look at the configuration and at everything that is needed; say what to do where something is missing."""
    findings = await _findings(Settings.from_environment(os.environ))
    for fine, line in findings:
        _console.print(f"{_MARKS[fine]} ", end="")
        _console.print(line, markup=False)
    return 1 if any(fine is False for fine, _ in findings) else None


async def _findings(settings: Settings) -> list[Finding]:
    from olympus.composition import data_folder, running, with_servers_found

    findings: list[Finding] = [
        (True, f"olympus {version('olympus-analytics')}, and the configuration has no mistakes")
    ]
    found = with_servers_found(settings)
    if not (found.database_url and found.redis_url):
        folder = data_folder(settings)
        return [
            *findings,
            (None if settings.database_url else False, f"DATABASE_URL is {_state(settings.database_url)}"),
            (None if settings.redis_url else False, f"REDIS_URL is {_state(settings.redis_url)}"),
            (False, f"no servers of our own run on {folder}: start `olympus up`, or set both variables"),
        ]
    findings.append((True, f"PostgreSQL at {_without_secrets(found.database_url)}"))
    findings.append((True, f"Redis at {_without_secrets(found.redis_url)}"))
    async with running(found) as container:
        report: HealthReport = await container.check_health()()
    return findings + [_finding(name, component) for name, component in report.components.items()]


def _finding(name: str, component: "ComponentHealth") -> Finding:
    facts = ", ".join(f"{fact.replace('_', ' ')}: {_said(value)}" for fact, value in component.facts.items())
    if component.facts.get("configured") is False:
        return None, f"{name.replace('_', ' ')}: not configured"
    if component.facts.get("migrated") is False:
        return False, f"{name}: not migrated; run `olympus migrate`"
    if name == "worker" and component.health != "ok":
        return False, f"worker: behind ({facts}); start `olympus worker`"
    return component.health == "ok", f"{name.replace('_', ' ')}: {facts}"


def _said(value: object) -> str:
    return (
        {True: "yes", False: "no", None: "unknown"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )


def _state(value: str | None) -> str:
    return "set" if value else "not set"


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 'default port'}{parts.path}"
