"""What every payload may hold, whatever the event is called."""

from msgspec import Struct

from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import Identifier
from olympus.domain.events.payloads import Payload


class PayloadIn(Struct, gc=False):
    """A payload on the wire: its subclasses know all synonyms of the fields of one modelled event."""

    tenant_id: str | None = None
    location_id: Identifier = None

    def to_domain(self, around: Surroundings) -> Payload:
        """What the payload says, once spellings are settled. Raises EventRejected with a field of its own."""
        raise NotImplementedError
