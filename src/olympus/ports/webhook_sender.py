"""How does a message get to an address on the internet?"""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Protocol


class WebhookSender(Protocol):
    """Sends messages to addresses that tenants named, who are not to reach our own network by them."""

    @abstractmethod
    async def send(self, url: str, headers: Mapping[str, str], body: str) -> str | None:
        """None where the address took the message, otherwise what was wrong, in a sentence for people."""
