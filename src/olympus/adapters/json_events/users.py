"""The payloads about users, as they are sent."""

from typing import Annotated, ClassVar

from msgspec import Struct

from olympus.adapters.json_events.field_notes import Need, means, need, same_as
from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import FreeText, Identifier, Word, identifier, missing, word
from olympus.domain.events.enumerations import LOGIN_METHODS
from olympus.domain.events.payloads import UserCreated, UserLoggedIn

_USER = need("user_id", lent=("user_id",))


class LoginPlaceIn(Struct, gc=False):
    """Where somebody logged in."""

    country: FreeText = None
    city: FreeText = None


class _UserIn(PayloadIn, gc=False):
    needs: ClassVar[tuple[Need, ...]] = (_USER,)

    user_id: Annotated[Identifier, means("Who it is.")] = None

    def _required_user_id(self, around: Surroundings) -> str:
        found = identifier(self.user_id) or around.user_id
        if found is None:
            raise missing(*_USER.names)
        return found


class UserLoggedInIn(_UserIn, gc=False):
    """`user.logged_in` on the wire."""

    login_method: Annotated[Word, means("How they proved who they are.", examples=LOGIN_METHODS)] = None
    session_id: Annotated[Identifier, means("The session that began.")] = None
    device_type: Annotated[FreeText, means("What they logged in with.")] = None
    location: Annotated[LoginPlaceIn | None, means("Where they logged in.")] = None

    def to_domain(self, around: Surroundings) -> UserLoggedIn:
        place = self.location or _NOWHERE
        return UserLoggedIn(
            self._required_user_id(around),
            word(self.login_method),
            identifier(self.session_id),
            self.device_type or None,
            place.country or None,
            place.city or None,
        )


class UserCreatedIn(_UserIn, gc=False):
    """`user.created` on the wire."""

    registration_method: Annotated[Word, means("How they registered.")] = None
    registration_source: Annotated[Word, same_as("registration_method")] = None

    def to_domain(self, around: Surroundings) -> UserCreated:
        return UserCreated(
            self._required_user_id(around),
            word(self.registration_method) or word(self.registration_source),
        )


_NOWHERE = LoginPlaceIn()
