"""Pages and their parts, kept in the package and fetched from nowhere else."""

from functools import cache
from importlib import resources
from pathlib import PurePosixPath

from litestar import Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""A browser that obeys these fetches nothing from another host, even if a page asked for it."""

MEDIA_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript"}


def page_part(folder: str, name: str) -> Response[bytes]:
    """A style sheet or a script of one of the page folders beside this module."""
    media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
    return Response(read_page_part(folder, name), media_type=media_type, headers=HEADERS)


@cache
def read_page_part(folder: str, name: str) -> bytes:
    """The bytes of a file, read once."""
    return resources.files(__package__).joinpath(folder, name).read_bytes()
