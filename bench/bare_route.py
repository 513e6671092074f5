"""A Litestar route that returns ready bytes, served as we serve ours: what any answer costs at least.

`python -m bench.bare_route FILE` says its address on a line, and answers with the file's bytes until it is ended.
"""

import asyncio
import sys
from pathlib import Path

from litestar import Litestar, get

from olympus.entrypoints.event_loop import run, stop_on_signals
from olympus.entrypoints.http.serving import serving


def main() -> None:
    """Serve until SIGTERM."""
    run(_serve(Path(sys.argv[1]).read_bytes()))


async def _serve(body: bytes) -> None:
    stopping = asyncio.Event()
    stop_on_signals(stopping)

    @get("/bytes", media_type="application/json")
    async def bare() -> bytes:
        return body

    app = Litestar([bare], openapi_config=None, logging_config=None)
    async with serving(app, host="127.0.0.1", port=0) as address:
        print(f"Serving at {address}", flush=True)
        await stopping.wait()


if __name__ == "__main__":
    main()
