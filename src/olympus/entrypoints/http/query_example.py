"""A metric query and its answer, as the reference shows them."""

from typing import Any

QUERY: dict[str, Any] = {
    "tenant_id": "demo-pizza",
    "metrics": ["revenue", "orders"],
    "dimensions": ["channel"],
    "filters": [{"dimension": "location", "op": "!=", "value": "loc-2"}],
    "timeframe": "2026-03",
    "granularity": "month",
    "comparison": "previous_period",
    "order": [{"by": "revenue", "direction": "desc"}],
    "limit": 10,
}

ANSWER: dict[str, Any] = {
    "tenant_id": "demo-pizza",
    "columns": [
        {"name": "start", "kind": "time"},
        {"name": "channel", "kind": "dimension"},
        {"name": "revenue", "kind": "metric", "unit": "money", "currency": "USD"},
        {"name": "orders", "kind": "metric", "unit": "count"},
    ],
    "rows": [
        {
            "start": "2026-03-01T00:00:00-05:00",
            "channel": "dine_in",
            "revenue": 1232.75,
            "orders": 2,
            "comparison": {
                "revenue": {"previous": 1000.0, "change": 232.75, "change_percentage": 23.28, "trend": "up"},
                "orders": {"previous": 1, "change": 1, "change_percentage": 100, "trend": "up"},
            },
        },
        {
            "start": "2026-03-01T00:00:00-05:00",
            "channel": "web",
            "revenue": 300.0,
            "orders": 1,
            "comparison": {
                "revenue": {"previous": 310.0, "change": -10.0, "change_percentage": -3.23, "trend": "down"},
                "orders": {"previous": 1, "change": 0, "change_percentage": 0, "trend": "stable"},
            },
        },
    ],
    "rows_in_all": 2,
    "totals": {
        "revenue": 1532.75,
        "orders": 3,
        "comparison": {
            "revenue": {"previous": 1310.0, "change": 222.75, "change_percentage": 17, "trend": "up"},
            "orders": {"previous": 2, "change": 1, "change_percentage": 50, "trend": "up"},
        },
    },
    "timeframe": {
        "name": "2026-03",
        "start": "2026-03-01T00:00:00-05:00",
        "end": "2026-04-01T00:00:00-04:00",
        "start_utc": "2026-03-01T05:00:00Z",
        "end_utc": "2026-04-01T04:00:00Z",
        "timezone": "America/New_York",
        "week_start": "monday",
        "day_start": "00:00",
        "compared_with": {
            "comparison": "previous_period",
            "start": "2026-02-01T00:00:00-05:00",
            "end": "2026-03-01T00:00:00-05:00",
            "until": None,
            "partial": False,
        },
    },
    "filters": [{"dimension": "location", "op": "!=", "value": "loc-2"}],
    "currency": "USD",
    "other_currencies": {},
    "source": "rollups",
    "as_of": "2026-04-02T08:00:00.000397-04:00",
    "events_until": "2026-03-10T14:00:00-04:00",
    "definitions": {
        "revenue": {
            "label": "Revenue",
            "unit": "money",
            "definition": "Completed payments minus refunds, each on the day it happened (net, cash basis).",
            "higher_is_better": True,
        },
        "orders": {
            "label": "Orders",
            "unit": "count",
            "definition": "Orders that are not cancelled, on the day of the order; "
            "a later cancellation corrects that day.",
            "higher_is_better": True,
        },
    },
    "notes": [],
}
