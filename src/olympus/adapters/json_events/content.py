"""The whole payload of an event as canonical JSON, known fields or not."""

from msgspec import Raw, ValidationError

from olympus.adapters.json_events.canonical_json import canonical_json, read_freely
from olympus.adapters.json_events.envelope import Envelope
from olympus.adapters.json_events.refusals import of_wrong_type


def canonical_content(envelope: Envelope, **beside: str | None) -> str:
    """All that the payload and the metrics say, but for the tenant, which may stand in either place.

    `beside` is what the envelope says in the payload's stead; the payload's own word comes first.
    """
    container, raw = envelope.body
    content = _read(raw, container)
    if not isinstance(content, dict):
        return canonical_json(content)
    content.pop("tenant_id", None)
    if envelope.has_metrics:
        content["metrics"] = _read(envelope.metrics, "metrics")
    for field, said in beside.items():
        if said is not None and content.get(field) is None:
            content[field] = said
    return canonical_json(content)


def _read(raw: Raw, container: str) -> object:
    try:
        return read_freely(raw)
    except ValidationError as error:
        raise of_wrong_type(error, container) from None
