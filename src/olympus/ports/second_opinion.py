"""What might this question mean? Asked of a language model, where the grammar is unsure."""

from abc import abstractmethod
from typing import Protocol

from olympus.domain.questions.draft import Draft, Vocabulary


class SecondOpinion(Protocol):
    """Reads a question into a draft, which is not believed: `olympus.domain.questions.grounding` checks it."""

    @abstractmethod
    async def draft(self, question: str, vocabulary: Vocabulary) -> Draft:
        """A draft of what the question asks, in names of the vocabulary.

        Raises SourceUnavailable where there is no answer, NoDraft where the answer is none.
        """


class NoDraft(Exception):
    """The model answered, and not with a draft: it refused, or has another idea of the shape."""
