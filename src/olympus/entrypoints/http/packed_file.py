"""A file of a page over the wire: packed once, named by its content, sent only where it is not known."""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from litestar import Request, Response

from olympus.entrypoints.http.accepted_encoding import accepts_gzip
from olympus.entrypoints.http.entity_tags import names
from olympus.entrypoints.http.pages import HEADERS, MEDIA_TYPES, read_page_part

_SMALLEST = 9


@dataclass(frozen=True, slots=True)
class PackedFile:
    """Its bytes, the same compressed, and the tag that stands for them."""

    plain: bytes
    compressed: bytes
    tag: str


def packed_file(request: Request[Any, Any, Any], folder: str, name: str) -> Response[bytes]:
    """The file, compressed for whoever reads that; 304 where the caller has it already.

    Compressed bytes are other bytes, so they have a tag of their own: tags are strong.
    """
    file = _packed(folder, name)
    body, tag, encoding = file.plain, f'"{file.tag}"', {}
    if accepts_gzip(request.headers.get("Accept-Encoding", "")):
        body, tag, encoding = file.compressed, f'"{file.tag}-gzip"', {"Content-Encoding": "gzip"}
    headers = {**HEADERS, "ETag": tag, "Vary": "Accept-Encoding"}
    if names(request.headers.get("If-None-Match", ""), tag):
        return Response(b"", status_code=304, headers=headers)
    media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
    return Response(body, media_type=media_type, headers=headers | encoding)


@cache
def _packed(folder: str, name: str) -> PackedFile:
    plain = read_page_part(folder, name)
    return PackedFile(plain, gzip.compress(plain, _SMALLEST, mtime=0), sha256(plain).hexdigest()[:20])
