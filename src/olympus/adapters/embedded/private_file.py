"""A file that one account alone can read, and that is whole or not there at all."""

import os
import tempfile
from pathlib import Path


def write_private_file(path: Path, text: str) -> None:
    """Put `text` at `path` in one step, readable by the owner of its folder alone.

    That is the servers' account in a folder of theirs, also when root writes.
    What lay at `path` is replaced rather than written through, so that a link
    placed there cannot lead root to overwrite another file.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if os.geteuid() == 0:
            folder = path.parent.stat()
            os.chown(unfinished, folder.st_uid, folder.st_gid)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
