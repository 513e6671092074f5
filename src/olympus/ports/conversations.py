"""What was this person asking about? The last question of a conversation, and what a tenant asked lately."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple, Protocol

from olympus.domain.questions.interpretation import Interpretation
from olympus.domain.tenant import TenantId

LASTS = timedelta(hours=12)
"""A conversation ends so long after its last question."""

RECENT = 20
"""So many questions of a tenant are remembered for suggestions."""


class ConversationKey(NamedTuple):
    """Whose conversation it is. `user_id` is empty where nobody says who asks."""

    tenant_id: TenantId
    user_id: str
    session_id: str


class Conversations(Protocol):
    """Remembers what was asked, for a while. Promised, and checked by `tests/contracts/test_conversations.py`:

    - the last interpretation is found under its whole key alone: another tenant, user or session finds nothing;
    - it is gone `LASTS` after it was kept;
    - recent questions are of one tenant, the newest first, each once, `RECENT` at most.
    """

    @abstractmethod
    async def last(self, key: ConversationKey) -> Interpretation | None:
        """What was asked last in the conversation. Raises SourceUnavailable."""

    @abstractmethod
    async def keep(self, key: ConversationKey, asked: Interpretation) -> None:
        """Remember it as the last, and its text among the tenant's recent questions. Raises SourceUnavailable."""

    @abstractmethod
    async def recent(self, tenant_id: TenantId) -> Sequence[str]:
        """The texts that were asked lately. Raises SourceUnavailable."""
