"""A second opinion by a language model that speaks OpenAI's protocol."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from olympus.adapters.openai.draft_schema import draft_in, schema_for
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.domain.questions.draft import Draft, Vocabulary
from olympus.ports.errors import SourceUnavailable
from olympus.ports.second_opinion import NoDraft, SecondOpinion

if TYPE_CHECKING:
    from openai import AsyncOpenAI

SOURCE = "the language model"

Key = str | Callable[[], Awaitable[str]]


class OpenAiSecondOpinion(SecondOpinion):
    """One request a question, with the catalogue and the question in it: no figures, and no names of people.

    The library tries again after 429, 500 and lost connections, waiting as the server says; all tries together
    have `within` seconds.
    """

    def __init__(self, key: Key, *, model: str, base_url: str | None, within: float) -> None:
        self._key = key
        self._model = model
        self._base_url = base_url
        self._within = within
        self._made: AsyncOpenAI | None = None

    async def draft(self, question: str, vocabulary: Vocabulary) -> Draft:
        try:
            async with asyncio.timeout(self._within):
                content = await self._answer(question, vocabulary)
        except NoDraft:
            raise
        except Exception as error:
            # The library's own errors, those of Google's tokens, and whatever a reply makes it stumble over.
            raise SourceUnavailable(SOURCE, type(error).__name__) from error
        try:
            return draft_in(content)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise NoDraft("its answer has another shape") from error

    async def aclose(self) -> None:
        """Close its connections."""
        if self._made:
            await self._made.close()

    async def _answer(self, question: str, vocabulary: Vocabulary) -> str:
        completion = await self._client.chat.completions.create(
            model=self._model,
            temperature=0,
            messages=[
                {"role": "system", "content": _instructions()},
                {"role": "user", "content": _data(question, vocabulary)},
            ],
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": schema_for(vocabulary)},
            },
        )
        message = completion.choices[0].message
        if message.refusal or not isinstance(message.content, str):
            raise NoDraft("it refused")
        return message.content

    @property
    def _client(self) -> "AsyncOpenAI":
        if self._made is None:
            # A second to import: only where a question needs it.
            from openai import AsyncOpenAI

            self._made = AsyncOpenAI(
                api_key=self._key, base_url=self._base_url, timeout=self._within, max_retries=_TRIED_AGAIN
            )
        return self._made


_TRIED_AGAIN = 2


def _instructions() -> str:
    return resources.files(__package__).joinpath("prompt.md").read_text(encoding="utf-8")


def _data(question: str, vocabulary: Vocabulary) -> str:
    """The question with what may be named, as JSON: whatever they say is a text in it."""
    told = {
        "metrics": {name: CATALOGUE[name].definition for name in vocabulary.metrics},
        "dimensions": vocabulary.dimensions,
        "values": {dimension: list(names.values()) for dimension, names in vocabulary.names.items()},
        "question": question,
    }
    return msgspec.json.encode(told).decode()
