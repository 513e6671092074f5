"""Charts as pictures, drawn by Vega itself without a browser."""

from typing import Any

from olympus.domain.errors import OlympusError
from olympus.settings import InvalidSettings

_SCALE = 2
"""Pixels a point, so that a PNG is sharp on today's screens."""


def draw(specification: dict[str, Any], suffix: str) -> bytes:
    """A Vega-Lite specification as ".svg" or ".png".

    Raises UnknownPicture for another suffix, InvalidSettings where the extra is not installed.
    """
    if suffix not in (".svg", ".png"):
        raise UnknownPicture(suffix)
    try:
        import vl_convert
    except ModuleNotFoundError as missing:
        problem = "drawing charts needs an extra: pip install 'olympus-analytics[charts]'"
        raise InvalidSettings([problem]) from missing
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(specification)).encode()
    return bytes(vl_convert.vegalite_to_png(specification, scale=_SCALE))


class UnknownPicture(OlympusError):
    """A kind of picture that is not drawn."""

    def __init__(self, suffix: str) -> None:
        super().__init__(
            f"A chart is drawn as .svg or .png, not {suffix or 'a file without an ending'}.", field="chart"
        )


class NothingToDraw(OlympusError):
    """A single figure has no chart."""

    def __init__(self) -> None:
        super().__init__("There is nothing to draw: ask by a dimension, per day, or compared with a period.")
