"""What an operation is documented with beyond its signature: examples, and a body that it reads itself."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.spec import Example, OpenAPIMediaType, OpenAPIResponse, Operation, RequestBody, Schema
from msgspec import Raw

from olympus.entrypoints.http.exact_json import exact_json


def documented(
    *,
    answer: Any = None,
    answer_schema: Schema | None = None,
    body: RequestBody | None = None,
    body_example: Any = None,
) -> type[Operation]:
    """The kind of operation that gives such an `answer`, and takes this `body` where it is not declared.

    The `answer_schema` says what the answer is where its type does not. A `body_example` is shown beside a
    body that is declared.
    """

    @dataclass
    class Documented(Operation):
        def __post_init__(self) -> None:
            self.request_body = body or self.request_body
            if body_example is not None and isinstance(self.request_body, RequestBody):
                for content in self.request_body.content.values():
                    content.examples = {"example": _example(body_example, "Example")}
            for status, response in (self.responses or {}).items():
                if status.startswith("2") and isinstance(response, OpenAPIResponse):
                    _show(answer, answer_schema, response)

    return Documented


def body_of(schema: Schema, **examples: Any) -> OpenAPIMediaType:
    """A kind of body, with examples by name."""
    return OpenAPIMediaType(
        schema=schema,
        examples={name: _example(value, name.replace("_", " ")) for name, value in examples.items()},
    )


def _show(answer: Any, schema: Schema | None, response: OpenAPIResponse) -> None:
    for content in (response.content or {}).values():
        content.schema = schema or content.schema
        if answer is not None:
            content.examples = {"example": _example(answer, "Example")}


def _example(value: Any, summary: str) -> Example:
    # Litestar leaves out what is None when it writes the document; it looks into nothing that is written already
    return Example(summary=summary, value=Raw(exact_json(value)))
