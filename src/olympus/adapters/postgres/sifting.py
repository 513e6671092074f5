"""Telling new events from those that are known, and from those that contradict what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from olympus.domain.events.event import Event
from olympus.domain.events.rejection import EventRejected
from olympus.domain.tenant import TenantId
from olympus.ports.event_decoder import EventDecoder

Identity: TypeAlias = tuple[TenantId, str]
Known: TypeAlias = Mapping[Identity, tuple[bytes | None, datetime]]
"""What was sent of the recorded events, unless it was dropped with its month, and when it was received."""


@dataclass(slots=True)
class Sifted:
    """The events of a batch: the places of those to record, and what the others are."""

    new: list[int] = field(default_factory=list)
    duplicates: int = 0
    conflicts: list[Event] = field(default_factory=list)


def sift(events: Sequence[Event], known: Known, decoder: EventDecoder) -> Sifted:
    """The first event of each identity is new unless the identity is known; of the others meanings decide.

    What was sent with the same bytes is the same. Otherwise the recorded message is read again: that is
    rare, and keeping something to compare with for every event is not free. Whose message was dropped long
    after its export has nothing left to contradict: it is taken for the same.
    """
    sifted = Sifted()
    first: dict[Identity, Event] = {}
    for place, event in enumerate(events):
        identity = event.identity
        if identity in known:
            agrees = _agrees(event, *known[identity], decoder)
        elif identity in first:
            agrees = first[identity].meaning == event.meaning
        else:
            first[identity] = event
            sifted.new.append(place)
            continue
        if agrees:
            sifted.duplicates += 1
        else:
            sifted.conflicts.append(event)
    return sifted


def _agrees(event: Event, original: bytes | None, received_at: datetime, decoder: EventDecoder) -> bool:
    if original is None or original == event.original:
        return True
    try:
        return decoder.decode(original, received_at=received_at).meaning == event.meaning
    except EventRejected:
        return False  # taken by a version that was less strict
