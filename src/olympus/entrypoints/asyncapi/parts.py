"""Parts of which an AsyncAPI document consists."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_Part = dict[str, Any]
_PARAMETER = re.compile(r"{(\w+)}")


def reference(template: str, name: str) -> _Part:
    """A reference to something that is defined elsewhere in the document."""
    return {"$ref": template.format(name=name)}


def server() -> _Part:
    """The Redis server, wherever the operator has it."""
    return {
        "host": "{host}:{port}",
        "protocol": "redis",
        "description": "Redis 7.0 or newer, or Valkey: what `REDIS_URL` names.",
        "variables": {
            "host": {"default": "localhost", "description": "Where the server is."},
            "port": {"default": "6379", "description": "The port that it listens on."},
        },
    }


def channel(
    address: str,
    title: str,
    *,
    tag: str,
    messages: Sequence[str],
    parameters: Mapping[str, tuple[str, tuple[str, ...]]],
) -> _Part:
    """A channel on the Redis server, with those of the parameters that stand in its address."""
    used = {name: _parameter(*parameters[name]) for name in _PARAMETER.findall(address) if name in parameters}
    return {
        "address": address,
        "title": title,
        "tags": [{"name": tag}],
        "servers": [{"$ref": "#/servers/redis"}],
        "messages": {key: reference("#/components/messages/{name}", key) for key in messages},
        "parameters": used,
    }


def operation(key: str, of: _Part) -> _Part:
    """That the service takes what comes on a channel."""
    return {
        "action": "receive",
        "title": of["title"],
        "channel": reference("#/channels/{name}", key),
        "tags": of["tags"],
    }


def _parameter(description: str, examples: tuple[str, ...]) -> _Part:
    return {"description": description, "examples": list(examples)}
