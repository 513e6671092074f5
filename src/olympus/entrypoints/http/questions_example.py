"""A question and the reply to it, as the reference shows them."""

from typing import Any

REPLY: dict[str, Any] = {
    "query": "revenue by channel last week",
    "result": {
        "intent": "breakdown",
        "metric": "revenue",
        "metrics": ["revenue"],
        "timeframe": "last_week",
        "start": "2026-03-09T00:00:00Z",
        "end": "2026-03-16T00:00:00Z",
        "granularity": None,
        "group_by": ["channel"],
        "filters": [],
        "order": None,
        "limit": None,
        "comparison": None,
        "confidence": 1.0,
        "raw": "revenue by channel last week",
        "matched": [
            {"text": "revenue", "start": 0, "end": 7, "as": "metric revenue"},
            {"text": "by", "start": 8, "end": 10, "as": "word for group"},
            {"text": "channel", "start": 11, "end": 18, "as": "dimension channel"},
            {"text": "last week", "start": 19, "end": 28, "as": "time last_week"},
        ],
        "assumptions": [],
        "clarification": None,
        "explanation": None,
        "horizon": None,
        "interpreter": "grammar",
    },
    "answer": {
        "sentence": "Revenue last week (9 to 15 March 2026): web with 100.00 USD and pos with "
        "60.50 USD; 160.50 USD in all.",
        "figures": {
            "tenant_id": "demo-pizza",
            "columns": [
                {"name": "channel", "kind": "dimension"},
                {"name": "revenue", "kind": "metric", "unit": "money", "currency": "USD"},
            ],
            "rows": [{"channel": "web", "revenue": 100.0}, {"channel": "pos", "revenue": 60.5}],
            "rows_in_all": 2,
            "totals": {"revenue": 160.5},
            "timeframe": {
                "name": "last_week",
                "start": "2026-03-09T00:00:00Z",
                "end": "2026-03-16T00:00:00Z",
                "start_utc": "2026-03-09T00:00:00Z",
                "end_utc": "2026-03-16T00:00:00Z",
                "timezone": "UTC",
                "week_start": "monday",
                "day_start": "00:00",
                "compared_with": None,
            },
            "filters": [],
            "currency": "USD",
            "other_currencies": {},
            "source": "memory",
            "as_of": "2026-03-18T12:00:00.049422Z",
            "events_until": "2026-03-11T10:00:00Z",
            "definitions": {
                "revenue": {
                    "label": "Revenue",
                    "unit": "money",
                    "definition": "Completed payments minus "
                    "refunds, each on the day it "
                    "happened (net, cash basis).",
                    "higher_is_better": True,
                }
            },
            "notes": [],
        },
        "contributions": [],
        "chart": {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "description": "Completed payments minus refunds, each on the day it happened (net, cash basis).",
            "width": 480,
            "height": {"step": 22},
            "data": {"values": [{"name": "web", "value": 100.0}, {"name": "pos", "value": 60.5}]},
            "mark": {"type": "bar", "tooltip": True},
            "encoding": {
                "y": {"field": "name", "type": "nominal", "title": "channel", "sort": None},
                "x": {"field": "value", "type": "quantitative", "title": "Revenue (USD)"},
            },
        },
        "follow_ups": [
            "compare revenue by channel last week with the previous period",
            "revenue by location last week",
            "revenue by payment method last week",
            "revenue by day of week last week",
        ],
    },
    "session_id": "c0ffee",
}
