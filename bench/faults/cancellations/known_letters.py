"""Dead letters that are older than any other and do not change: each page that begins among them is known."""

from dataclasses import dataclass
from datetime import timedelta

from bench.faults.cancellations.known_tenant import RECEIVED_AT
from olympus.composition import Container
from olympus.domain.events.rejection import EventRejected, RejectionReason
from olympus.ports.event_stream import Intake, Message
from olympus.use_cases.dead_letter import letter_of

_LETTERS = 60


@dataclass(frozen=True, slots=True)
class KnownLetters:
    """Their ids, newest first, as pages show them."""

    ids: tuple[str, ...]

    def after(self, number: int, *, limit: int) -> list[str]:
        """What is on the page after the letter of that number."""
        return list(self.ids[number + 1 : number + 1 + limit])


async def kept_letters(container: Container) -> KnownLetters:
    """Keep some, a minute apart."""
    refusal = EventRejected(RejectionReason.NOT_JSON, "It is no JSON.")
    letters = [
        letter_of(
            Message(b"letter %d" % number, Intake.STREAM), refusal, at=RECEIVED_AT - timedelta(minutes=number)
        )
        for number in range(_LETTERS)
    ]
    await container.dead_letters().add(letters)
    return KnownLetters(tuple(letter.letter_id for letter in letters))
