"""Numbers in answers exactly as they were counted: a Decimal is a JSON number, and no float on its way."""

from decimal import Decimal
from typing import Any

import msgspec
from litestar import Response
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.plugins import OpenAPISchemaPlugin
from litestar.serialization import default_serializer
from litestar.types import Serializer

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def exact_json(value: Any) -> bytes:
    """A value as JSON, each Decimal with every digit that it has."""
    return _ENCODER.encode(value)


class ExactJson(Response[Any]):
    """An answer whose Structs are written with every digit of their Decimals."""

    def render(self, content: Any, media_type: str, enc_hook: Serializer = default_serializer) -> bytes:
        if isinstance(content, msgspec.Struct):
            return exact_json(content)
        return super().render(content, media_type, enc_hook)


class ExactNumbers(OpenAPISchemaPlugin):
    """Documents a Decimal as the number that it is in our JSON; Litestar would call it a string."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        return value is Decimal

    def to_openapi_schema(self, field_definition: Any, schema_creator: Any) -> Schema:
        return Schema(type=OpenAPIType.NUMBER)
