"""What every place for dead letters promises."""

from datetime import timedelta

from olympus.domain.events.rejection import RejectionReason
from olympus.ports.dead_letters import DeadLetter, DeadLetters
from olympus.ports.event_stream import Intake
from tests.factories import NOON


def a_letter(number: int, reason: RejectionReason = RejectionReason.NOT_JSON) -> DeadLetter:
    at = NOON + timedelta(minutes=number)
    return DeadLetter(
        letter_id=f"letter-{number}",
        reason=reason,
        detail="It is not JSON.",
        field="payload.total",
        body=b"\x00\xff not json",
        intake=Intake.PUBSUB,
        channel="events.order.created",
        tenant_id=None,
        first_at=at,
        last_at=at,
    )


async def test_a_letter_is_kept_whole(dead_letters: DeadLetters) -> None:
    await dead_letters.add([a_letter(1)])
    assert await dead_letters.get("letter-1") == a_letter(1)
    assert await dead_letters.get("letter-2") is None


async def test_the_same_poison_again_is_one_letter_with_more_attempts(dead_letters: DeadLetters) -> None:
    first = a_letter(1)
    again = DeadLetter(
        **{name: getattr(first, name) for name in first.__slots__} | {"last_at": NOON + timedelta(days=1)}
    )
    await dead_letters.add([first])
    await dead_letters.add([again, again])
    [kept] = await dead_letters.page()
    assert (kept.attempts, kept.first_at, kept.last_at) == (3, first.first_at, again.last_at)


async def test_pages_are_newest_first_and_follow_one_another(dead_letters: DeadLetters) -> None:
    await dead_letters.add([a_letter(number) for number in (2, 3, 1)])
    first = await dead_letters.page(limit=2)
    assert [letter.letter_id for letter in first] == ["letter-3", "letter-2"]
    rest = await dead_letters.page(limit=2, after=first[-1].letter_id)
    assert [letter.letter_id for letter in rest] == ["letter-1"]


async def test_letters_can_be_listed_counted_and_purged_by_reason_and_age(dead_letters: DeadLetters) -> None:
    await dead_letters.add([a_letter(1), a_letter(2, RejectionReason.NO_TENANT), a_letter(3)])
    assert [letter.letter_id for letter in await dead_letters.page(reason=RejectionReason.NO_TENANT)] == [
        "letter-2"
    ]
    assert await dead_letters.count() == {RejectionReason.NOT_JSON: 2, RejectionReason.NO_TENANT: 1}
    assert await dead_letters.purge(reason=RejectionReason.NOT_JSON, before=NOON + timedelta(minutes=3)) == 1
    assert await dead_letters.purge() == 2
    assert await dead_letters.page() == []


async def test_letters_are_removed_by_id_and_nothing_happens_to_the_others(dead_letters: DeadLetters) -> None:
    await dead_letters.add([a_letter(1), a_letter(2)])
    assert await dead_letters.remove(["letter-1", "letter-9"]) == 1
    assert [letter.letter_id for letter in await dead_letters.page()] == ["letter-2"]


async def test_a_letter_refused_again_since_it_was_read_is_not_settled(dead_letters: DeadLetters) -> None:
    await dead_letters.add([a_letter(1), a_letter(2)])
    read = await dead_letters.page()
    await dead_letters.add([a_letter(2)])
    assert await dead_letters.settle(read) == 1
    assert [letter.letter_id for letter in await dead_letters.page()] == ["letter-2"]


async def test_thousands_of_letters_come_at_once_and_go_at_once(dead_letters: DeadLetters) -> None:
    letters = [a_letter(number) for number in range(4_000)]
    await dead_letters.add(letters)
    assert await dead_letters.count() == {RejectionReason.NOT_JSON: 4_000}
    assert await dead_letters.remove([letter.letter_id for letter in letters]) == 4_000
