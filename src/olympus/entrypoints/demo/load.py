"""Putting the demo's events on the stream, as any producer's."""

from collections.abc import Callable
from itertools import islice

from olympus.composition import Container
from olympus.entrypoints.demo.pizza_year import DEMO_SETTINGS, DEMO_TENANT, moved_to
from olympus.ports.event_stream import Intake, Message

_BATCH = 1_000


async def load_demo(container: Container, progress: Callable[[int], None] = lambda _: None) -> int:
    """Put the demo's events on the stream and set its tenant's time zone; how many events.

    `progress` is told of each batch's size. Loading it again in the same week changes nothing.
    """
    await container.tenants().save(DEMO_TENANT, DEMO_SETTINGS)
    now = container.clock().now()
    events = moved_to(now)
    loaded = 0
    while bodies := list(islice(events, _BATCH)):
        await container.stream().append([Message(body, Intake.STREAM, "demo", now) for body in bodies])
        progress(len(bodies))
        loaded += len(bodies)
    return loaded
