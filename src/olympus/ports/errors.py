"""What a caller of a port must be ready for: the outside is away, and may come back."""


class EventNotStorable(Exception):
    """Something in a batch cannot be kept by the store, whatever is tried: the data is at fault, not the store."""


class SourceUnavailable(Exception):
    """Something outside cannot be reached now: wait, retry, or do without. `source` says what it is."""

    def __init__(self, source: str, detail: str = "") -> None:
        super().__init__(f"{source} cannot be reached{': ' + detail if detail else ''}")
        self.source = source
