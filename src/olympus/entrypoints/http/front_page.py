"""The page at the root: what runs here, and where to go on."""

from html import escape
from string import Template
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from olympus.entrypoints.demo import DEMO_TENANT
from olympus.entrypoints.http.pages import HEADERS, page_part, read_page_part
from olympus.ports.clock import Clock

_FOLDER = "front_page"


@get("/", media_type=MediaType.HTML, include_in_schema=False)
async def front_page(
    request: Request[Any, Any, Any], clock: NamedDependency[SkipValidation[Clock]]
) -> Response[str]:
    """What runs here, and an event to send that will show in this week's figures."""
    page = Template(read_page_part(_FOLDER, "index.html").decode()).substitute(
        demo_tenant=DEMO_TENANT,
        address=escape(str(request.base_url).rstrip("/")),
        now=f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
    )
    return Response(page, media_type=MediaType.HTML, headers=HEADERS)


@get("/pages/olympus.css", include_in_schema=False, sync_to_thread=False)
def style_sheet() -> Response[bytes]:
    return page_part(_FOLDER, "olympus.css")


front_page_routes = Router("/", route_handlers=[front_page, style_sheet])
