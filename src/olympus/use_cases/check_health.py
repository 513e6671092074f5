"""Ask everything we depend on how it is, all at once and not for long."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from olympus.ports.component import Component, Fact, State
from olympus.ports.errors import SourceUnavailable
from olympus.ports.event_stream import EventStream

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.7
"""Who asks for our health wants an answer within a second, also when a component gives none."""

LONGEST_LAG_SECONDS = 60
"""An event that waits longer than this to be recorded means that the workers do not keep up, or that none runs."""


class Health(StrEnum):
    """How well a part works, or the whole of them."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class ComponentHealth:
    """What became of asking one component."""

    health: Health
    facts: Mapping[str, Fact]
    essential: bool


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Every component's health, by name."""

    components: Mapping[str, ComponentHealth]

    @property
    def health(self) -> Health:
        """Down when all that is essential is; degraded when anything is not as it should be."""
        essential = [each.health for each in self.components.values() if each.essential]
        if essential and all(health is Health.DOWN for health in essential):
            return Health.DOWN
        if any(each.health is not Health.OK for each in self.components.values()):
            return Health.DEGRADED
        return Health.OK

    @property
    def is_ready(self) -> bool:
        """Whether everything essential can be used, so that any request could be met."""
        return all(each.health is Health.OK for each in self.components.values() if each.essential)


class CheckHealth:
    """Components are asked at the same time; one that does not answer in time counts as away."""

    def __init__(self, components: Sequence[Component], *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._components = components
        self._patience = patience_seconds

    async def __call__(self) -> HealthReport:
        """The report, after `patience_seconds` at the latest. It never fails."""
        questions = [(component, asyncio.create_task(_health_of(component))) for component in self._components]
        tasks = [task for _, task in questions]
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=self._patience)
        finally:
            for task in tasks:  # not awaited: what hangs may also be slow to give up
                task.cancel()
        return HealthReport(
            {
                component.name: task.result() if task.done() and not task.cancelled() else _away(component)
                for component, task in questions
            }
        )


def worker_behind(stream: EventStream) -> Component:
    """The workers, judged by how long the oldest event has waited for them."""

    async def examine() -> State:
        backlog = await stream.backlog()
        return State(
            {
                "lag_seconds": round(backlog.oldest_seconds, 3),
                "entries": backlog.entries,
                "pending": backlog.pending,
            },
            fit=backlog.oldest_seconds <= LONGEST_LAG_SECONDS,
        )

    return Component("worker", examine, when_away={"lag_seconds": None, "entries": None, "pending": None})


def in_own_memory(name: str) -> Component:
    """Something essential that this process is to itself, and that cannot be away."""

    async def examine() -> State:
        return State({"connected": True, "storage": "memory"})

    return Component(name, examine, essential=True)


def optional(name: str, setting: str | None) -> Component:
    """Something that is used where it is configured; the service is well without it."""

    async def examine() -> State:
        return State({"configured": setting is not None})

    return Component(name, examine)


async def _health_of(component: Component) -> ComponentHealth:
    try:
        state = await component.examine()
    except SourceUnavailable:
        return _away(component)
    except Exception:
        logger.exception("the health of %s cannot be told", component.name)
        return _away(component)
    return ComponentHealth(Health.OK if state.fit else Health.DEGRADED, state.facts, component.essential)


def _away(component: Component) -> ComponentHealth:
    return ComponentHealth(Health.DOWN, component.when_away, component.essential)
