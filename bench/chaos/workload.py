"""Everything that is sent, in the order in which it is sent, and the books that say what must come of it."""

import itertools
import random
from collections import Counter
from dataclasses import dataclass

from bench.chaos.books import Books
from bench.chaos.poison import poison
from bench.chaos.sending import Sent
from bench.chaos.stories import Storyteller

TENANTS = 20
_DUPLICATES = 0.05
_POISON = 0.01
_CURRENCIES = (("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3))


@dataclass(frozen=True)
class Workload:
    """`messages` is shuffled; `recorded` tells how many different events each tenant sends."""

    messages: list[bytes]
    books: list[Books]
    recorded: Counter[str]
    poison: frozenset[bytes]
    duplicates: int

    @property
    def events(self) -> int:
        return self.recorded.total()


def workload(events: int, seed: int) -> Workload:
    """About `events` different events (stories are told to their end), the same ones for the same seed.

    One in twenty is sent twice: half of those in the same bytes, half with another time of the same quarter
    of an hour. One in a hundred messages is poison.
    """
    chance = random.Random(seed)
    books = [
        Books(f"chaos-{number:02}", *currency)
        for number, currency in zip(range(TENANTS), itertools.cycle(_CURRENCIES), strict=False)
    ]
    tellers = [Storyteller(each, chance) for each in books]
    messages: list[bytes] = []
    recorded: Counter[str] = Counter()
    duplicates = 0
    while len(messages) - duplicates < events:
        for event in chance.choice(tellers).story():
            messages.append(event.body())
            recorded[event.tenant] += 1
            if chance.random() < _DUPLICATES:
                messages.append(_again(event, chance))
                duplicates += 1
    poisoned = [poison(chance, number, chance.choice(books).tenant) for number in range(int(events * _POISON))]
    messages += poisoned
    chance.shuffle(messages)
    return Workload(messages, books, recorded, frozenset(poisoned), duplicates)


def _again(event: Sent, chance: random.Random) -> bytes:
    return event.again_identically() if chance.random() < 0.5 else event.again_elsewhen(chance)
