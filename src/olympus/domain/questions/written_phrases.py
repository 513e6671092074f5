"""How the tables of words are written: phrases in rows of text, with commas between."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, each once."""
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in text.split(",")))
