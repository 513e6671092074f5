"""Tokens for Vertex AI's OpenAI-compatible endpoint, from the credentials that a Google machine has."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

_SCOPE = "https://www.googleapis.com/auth/cloud-platform"


def google_token(credentials: Any = None) -> Callable[[], Awaitable[str]]:
    """What the client asks for a key before each request: the token that holds, or a new one.

    Without `credentials` those that google-auth finds. Raises what google-auth raises where there are none.
    """
    import google.auth
    import google.auth.transport.requests

    found = credentials or google.auth.default(scopes=[_SCOPE])[0]
    refreshing = asyncio.Lock()

    async def token() -> str:
        async with refreshing:
            if not found.valid:
                await asyncio.to_thread(found.refresh, google.auth.transport.requests.Request())
        return str(found.token)

    return token
