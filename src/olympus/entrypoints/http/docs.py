"""The API reference: OpenAPI 3.1 and AsyncAPI 3.0 for programs, and a page for people that needs no other host."""

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Server, Tag
from litestar.params import SkipValidation

from olympus.entrypoints.http.exact_json import exact_json
from olympus.entrypoints.http.pages import HEADERS, page_part, read_page_part
from olympus.ports.message_formats import MessageFormats
from olympus.settings import Settings

_FOLDER = "docs_page"
_DESCRIPTION = """\
Domain events in, exact business figures out.

Money is an exact JSON number with at least the decimals of its currency; what is unknown is null. Times are
RFC 3339. An answer may get further fields at any time. Whatever is wrong is told as a problem (RFC 9457) with a
stable `code`. Send an `X-Request-ID` to find a request again, and an `X-Tenant-ID` to be kept to that tenant.
"""
_TAGS = [
    Tag("Dashboard", "Headline figures of a timeframe, and what they are compared with."),
    Tag("Figures", "Any metric, by any of its dimensions, over any time."),
    Tag("Questions", "Figures asked for in plain words."),
    Tag("Forecasts", "What comes next, and how sure that is."),
    Tag("Anomalies", "What was not as expected, and what explains it."),
    Tag("Customers", "Who came back, and who is worth what."),
    Tag("Anomalies", "What was not as it was to be expected, and why."),
    Tag("Recommendations", "What to sell next to whom, and why."),
    Tag("Webhooks", "Who else is told of what is found."),
    Tag("Events", "What happened, in any of the shapes in which it is sent."),
    Tag("Tenants", "How a tenant counts its days and its money."),
    Tag("Dead letters", "What could not be taken as an event; for operators."),
    Tag("Health", "How the service is, and what it depends on."),
]


class _Document(OpenAPIRenderPlugin):
    """The document itself. It is made at the first request, so that the start does not wait for it."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=MediaType.JSON)
        self._document: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if self._document is None:
            self._document = exact_json(openapi_schema)
        return self._document


class _Page(OpenAPIRenderPlugin):
    """The page that reads the document to people; Litestar's own would fetch themselves from other hosts."""

    def __init__(self) -> None:
        super().__init__(path="/", media_type=MediaType.HTML)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return read_page_part(_FOLDER, "index.html")


def _part(name: str) -> Any:
    """A route for a file that the page consists of."""

    @get(f"/{name}", include_in_schema=False, sync_to_thread=False)
    def part() -> Response[bytes]:
        return page_part(_FOLDER, name)

    return part


@get("/asyncapi.json", media_type=MediaType.JSON, include_in_schema=False)
async def asyncapi(
    message_formats: NamedDependency[SkipValidation[MessageFormats]],
    settings: NamedDependency[SkipValidation[Settings]],
) -> bytes:
    """The document of the channels and messages."""
    return _asyncapi(message_formats, settings.stream)


@lru_cache(maxsize=1)
def _asyncapi(formats: MessageFormats, stream: str) -> bytes:
    from olympus.entrypoints.asyncapi import asyncapi_json

    return asyncapi_json(formats, stream=stream)


def api_reference() -> OpenAPIConfig:
    """What is served at /docs."""
    return OpenAPIConfig(
        title="Olympus Analytics",
        version=version("olympus-analytics"),
        description=_DESCRIPTION,
        servers=[Server(url="/", description="This one.")],
        tags=_TAGS,
        use_handler_docstrings=True,
        render_plugins=[_Page(), _Document()],
        openapi_router=Router(
            "/docs",
            route_handlers=[
                asyncapi,
                *map(_part, ("reference.css", "reader.js", "operation.js", "schema.js", "elements.js")),
            ],
            response_headers=HEADERS,
            include_in_schema=False,
        ),
    )
