"""Is what we depend on there, and fit to be used?"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Fact = str | float | bool | None
"""What may be told of a component to whoever asks: never an address, a user or a password."""


@dataclass(frozen=True, slots=True)
class State:
    """What a component that answered says of itself, and whether it can be used as it is."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    fit: bool = True


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the outside that may be away.

    `examine` asks it how it is, quickly and without changing anything; it raises SourceUnavailable.
    `when_away` is what can be told without an answer. `essential` ones carry the service: without
    any of them it is of no use.
    """

    name: str
    examine: Callable[[], Awaitable[State]]
    when_away: Mapping[str, Fact] = field(default_factory=dict)
    essential: bool = False
