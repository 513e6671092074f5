"""The points at which a worker may die; between any two of them it holds the event in another way."""

from enum import StrEnum


class Point(StrEnum):
    """In the order in which a batch passes them."""

    AFTER_READ = "after-read"
    """Entries are handed out, and not decoded yet."""
    BEFORE_COMMIT = "before-commit"
    """Everything of the batch is written, in a transaction whose COMMIT is not sent."""
    AFTER_COMMIT = "after-commit"
    """The events are recorded; refused messages do not stand in the dead letters yet."""
    BEFORE_ACKNOWLEDGING = "before-acknowledging"
    """Events and dead letters stand; the stream does not know."""
    TAKING_OVER = "taking-over"
    """Entries of a dead worker belong to this one, and nothing of them is recorded."""
    BEFORE_TRIM = "before-trim"
    """What is done with is still on the stream."""
    AFTER_TRIM = "after-trim"
    """The stream has just forgotten entries."""
    STOPPING = "stopping"
    """SIGTERM came while a batch was under way, which is recorded since, and not acknowledged."""
