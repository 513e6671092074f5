"""What every payload may hold, whatever the event is called."""

from typing import Annotated, ClassVar

from msgspec import Struct

from olympus.adapters.json_events.field_notes import Need, means
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import Identifier, TenantText
from olympus.domain.events.payloads import Payload


class PayloadIn(Struct, gc=False):
    """A payload on the wire: its subclasses know all synonyms of the fields of one modelled event.

    `needs` says what must not be missing; that `to_domain` refuses exactly that is tested.
    """

    needs: ClassVar[tuple[Need, ...]] = ()

    tenant_id: Annotated[TenantText, means("The tenant, where the envelope does not say it.")] = None
    location_id: Annotated[Identifier, means("Where in the business it happened.")] = None

    def to_domain(self, around: Surroundings) -> Payload:
        """What the payload says, once spellings are settled. Raises EventRejected with a field of its own."""
        raise NotImplementedError
