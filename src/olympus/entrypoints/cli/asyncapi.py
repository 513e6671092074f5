"""`olympus asyncapi`: the document of the channels and messages, without a server."""

import os
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from olympus.settings import Settings


def asyncapi(
    *, output: Annotated[Path | None, Parameter(help="A file to write to; default: standard output.")] = None
) -> int | None:
    """Print the AsyncAPI 3.0 document: the channels and streams that events come by, and every message."""
    from olympus.composition import Container
    from olympus.entrypoints.asyncapi import asyncapi_json

    settings = Settings.from_environment(os.environ)
    document = asyncapi_json(Container(settings=settings).message_formats(), stream=settings.stream)
    if output is None:
        sys.stdout.write(document.decode())
        return None
    try:
        output.write_bytes(document)
    except OSError as error:
        sys.stderr.write(f"✗ {output} cannot be written: {error.strerror}.\n")
        return 1
    return None
