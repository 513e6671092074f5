"""The payloads about users, as they are sent."""

from msgspec import Struct

from olympus.adapters.json_events.payload_in import PayloadIn
from olympus.adapters.json_events.surroundings import Surroundings
from olympus.adapters.json_events.texts import FreeText, Identifier, Word, identifier, missing, word
from olympus.domain.events.payloads import UserCreated, UserLoggedIn


class LoginPlaceIn(Struct, gc=False):
    """Where somebody logged in."""

    country: FreeText = None
    city: FreeText = None


class _UserIn(PayloadIn, gc=False):
    user_id: Identifier = None

    def _required_user_id(self, around: Surroundings) -> str:
        found = identifier(self.user_id) or around.user_id
        if found is None:
            raise missing("user_id")
        return found


class UserLoggedInIn(_UserIn, gc=False):
    """`user.logged_in` on the wire."""

    login_method: Word = None
    session_id: Identifier = None
    device_type: FreeText = None
    location: LoginPlaceIn | None = None

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

    registration_method: Word = None
    registration_source: Word = None

    def to_domain(self, around: Surroundings) -> UserCreated:
        return UserCreated(
            self._required_user_id(around),
            word(self.registration_method) or word(self.registration_source),
        )


_NOWHERE = LoginPlaceIn()
