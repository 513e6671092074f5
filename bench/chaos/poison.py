"""Messages that are no events, each different from every other, so that each makes a dead letter of its own."""

import json
import random

from bench.chaos.moments import FAR_AHEAD, moment


def poison(chance: random.Random, number: int, tenant: str) -> bytes:
    """One of six kinds: cut short, of nobody, without its total, of wrong type, not a number, far ahead."""
    payload: dict[str, object] = {"order_id": f"poison-{number}", "total": "9.99", "currency": "EUR"}
    event: dict[str, object] = {
        "id": f"poison-{number}",
        "name": "events.order.created",
        "tenant_id": tenant,
        "occurred_at": moment(chance).isoformat(),
        "payload": payload,
    }
    kind = chance.randrange(6)
    if kind == 0:
        return json.dumps(event).encode()[: -chance.randint(1, 40)]
    if kind == 1:
        del event["tenant_id"]
    elif kind == 2:
        del payload["total"]
    elif kind == 3:
        payload["total"] = ["9.99"]
    elif kind == 4:
        payload["total"] = float("nan")
    else:
        event["occurred_at"] = FAR_AHEAD.isoformat()
    return json.dumps(event).encode()
