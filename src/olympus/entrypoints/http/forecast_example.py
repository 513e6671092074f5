"""What a forecast looks like, for the documentation."""

EXAMPLE = {
    "tenant_id": "demo-pizza",
    "metric_name": "revenue",
    "metric_label": "Revenue",
    "unit": "money",
    "currency": "EUR",
    "granularity": "day",
    "timezone": "Europe/Rome",
    "filters": [],
    "forecast_points": [
        {
            "timestamp": "2026-03-18T00:00:00+01:00",
            "end": "2026-03-19T00:00:00+01:00",
            "value": 1210.40,
            "label": "Wed 18 March 2026",
        },
        {
            "timestamp": "2026-03-19T00:00:00+01:00",
            "end": "2026-03-20T00:00:00+01:00",
            "value": 1265.10,
            "label": "Thu 19 March 2026",
        },
    ],
    "confidence_interval": {"level": 0.95, "upper": [1502.20, 1561.90], "lower": [918.60, 968.30]},
    "likely_interval": {"level": 0.8, "upper": [1395.00, 1454.70], "lower": [1025.80, 1075.50]},
    "accuracy_score": 0.9524,
    "model_used": "combination",
    "components": [
        {"method": "additive Holt-Winters 7", "weight": 0.61},
        {"method": "theta", "weight": 0.39},
    ],
    "backtest": {"origins": 12, "smape": 9.52, "mase": 0.71, "coverage_80": 0.8125, "coverage_95": 0.9479},
    "history": {
        "start": "2025-03-01T00:00:00+01:00",
        "end": "2026-03-18T00:00:00+01:00",
        "values": 382,
        "known": 382,
        "seasons": [7.0],
        "so_far": 310.50,
    },
    "sentence": (
        "Revenue is expected to be 1,210.40 EUR on Wed 18 March 2026, most likely between 1,025.80 EUR and "
        "1,395.00 EUR; 2,475.50 EUR in the 2 days from 18 to 19 March 2026, 3 % more than in the last 2."
    ),
    "warnings": [],
    "notes": [],
    "made_at": "2026-03-18T13:00:00+01:00",
}
