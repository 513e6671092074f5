"""The dashboard at the root: plain HTML, CSS and JavaScript modules, which ask this API for all that is shown."""

from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from olympus.entrypoints.http.kept_answers import AS_IT_IS
from olympus.entrypoints.http.packed_file import packed_file
from olympus.entrypoints.http.pages import MEDIA_TYPES

FOLDER = "dashboard_page"

_PartName = Annotated[str, PathParameter(description="A file of the page.")]


@get("/", include_in_schema=False, opt={AS_IT_IS: True}, sync_to_thread=False)
def dashboard_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The page; whose figures it shows, and of which time, stands in its address."""
    return packed_file(request, FOLDER, "index.html")


@get(["/page/{name:str}", "/page/vendor/{name:str}"], include_in_schema=False, opt={AS_IT_IS: True})
async def page_part(request: Request[Any, Any, Any], name: _PartName) -> Response[bytes]:
    """A style sheet or a script of the page."""
    part = request.url.path.removeprefix("/page/")
    if part not in page_parts():
        raise NotFoundException
    return packed_file(request, FOLDER, part)


@cache
def page_parts() -> frozenset[str]:
    """The files that the page consists of, the library that it draws with among them."""
    folder = resources.files(__package__).joinpath(FOLDER)
    own = (each.name for each in folder.iterdir())
    vendored = (f"vendor/{each.name}" for each in folder.joinpath("vendor").iterdir())
    return frozenset(name for name in (*own, *vendored) if PurePosixPath(name).suffix in MEDIA_TYPES)


dashboard_page_routes = Router("/", route_handlers=[dashboard_page, page_part])
