"""The channels on which events arrive and what is said there, as an AsyncAPI document."""

from olympus.entrypoints.asyncapi.document import asyncapi_document, asyncapi_json

__all__ = ["asyncapi_document", "asyncapi_json"]
