"""Every dead letter there is."""

from olympus.ports.dead_letters import DeadLetter, DeadLetters

_PAGE = 1_000


async def all_letters(dead_letters: DeadLetters) -> list[DeadLetter]:
    """Page after page, newest first."""
    letters: list[DeadLetter] = []
    while page := await dead_letters.page(limit=_PAGE, after=letters[-1].letter_id if letters else None):
        letters += page
    return letters
