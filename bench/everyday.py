"""Twelve questions that people ask of a shop's figures, each put in three ways.

As a metric query for the service, and as SQL over plain tables: the same for DuckDB and for PostgreSQL, whose
sessions both keep UTC. `{own}` stands for the tenant, who has the tables alone.
"""

from dataclasses import dataclass
from typing import Any

Query = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A question; the columns of its SQL are those of the query's answer, in order."""

    words: str
    query: Query
    sql: str


def _largest(metric: str, limit: int) -> Query:
    return {"order": [{"by": metric, "direction": "desc"}], "limit": limit}


_THIS_MONTH = "created_at >= '2026-03-01' AND created_at < '2026-04-01'"
_THIS_YEAR = "created_at >= '2026-01-01' AND created_at < '2027-01-01'"
_APRIL = "created_at >= '2025-04-01' AND created_at < '2025-05-01'"

QUESTIONS = (
    Question(
        "revenue this month",
        {"metrics": ["revenue"], "timeframe": "this_month"},
        f"SELECT sum(amount) FROM payments WHERE {{own}} AND status = 'completed' AND {_THIS_MONTH}",
    ),
    Question(
        "revenue by day this month",
        {"metrics": ["revenue"], "timeframe": "this_month", "granularity": "day"},
        f"""
        SELECT date_trunc('day', created_at), sum(amount)
        FROM payments
        WHERE {{own}} AND status = 'completed' AND {_THIS_MONTH}
        GROUP BY 1
        """,
    ),
    Question(
        "revenue by location this year",
        {"metrics": ["revenue"], "dimensions": ["location"], "timeframe": "this_year"},
        f"""
        SELECT o.location_id, sum(p.amount)
        FROM (SELECT * FROM payments WHERE {{own}} AND status = 'completed' AND {_THIS_YEAR}) p
        LEFT JOIN orders o USING (order_id)
        GROUP BY 1
        """,
    ),
    Question(
        "orders by channel last quarter",
        {"metrics": ["orders"], "dimensions": ["channel"], "timeframe": "last_quarter"},
        """
        SELECT channel, count(*)
        FROM orders
        WHERE {own} AND created_at >= '2025-10-01' AND created_at < '2026-01-01'
        GROUP BY 1
        """,
    ),
    Question(
        "average order value by month",
        {"metrics": ["average_order_value"], "timeframe": "all_time", "granularity": "month"},
        "SELECT date_trunc('month', created_at), sum(total) / count(*) FROM orders WHERE {own} GROUP BY 1",
    ),
    Question(
        "the ten products that sold most this month",
        {
            "metrics": ["item_sales"],
            "dimensions": ["product"],
            "timeframe": "this_month",
            **_largest("item_sales", 10),
        },
        f"""
        SELECT product_id, sum(total)
        FROM order_items
        WHERE {{own}} AND {_THIS_MONTH}
        GROUP BY 1
        ORDER BY 2 DESC, 1
        LIMIT 10
        """,
    ),
    Question(
        "customers this year",
        {"metrics": ["customers"], "timeframe": "this_year"},
        f"SELECT count(DISTINCT customer_id) FROM orders WHERE {{own}} AND {_THIS_YEAR}",
    ),
    Question(
        "new and returning customers in a month",
        {"metrics": ["new_customers", "returning_customers"], "timeframe": "2025-04"},
        f"""
        SELECT count(*) FILTER (WHERE first_at >= '2025-04-01'), count(*) FILTER (WHERE first_at < '2025-04-01')
        FROM (SELECT customer_id, min(created_at) AS first_at FROM orders WHERE {{own}} GROUP BY 1) f
        WHERE customer_id IN (SELECT customer_id FROM orders WHERE {{own}} AND {_APRIL})
        """,
    ),
    Question(
        "the busiest hour of the day this year",
        {
            "metrics": ["orders"],
            "dimensions": ["hour_of_day"],
            "timeframe": "this_year",
            **_largest("orders", 1),
        },
        f"""
        SELECT extract(hour FROM created_at), count(*)
        FROM orders
        WHERE {{own}} AND {_THIS_YEAR}
        GROUP BY 1
        ORDER BY 2 DESC, 1
        LIMIT 1
        """,
    ),
    Question(
        "the busiest day of the week",
        {
            "metrics": ["orders"],
            "dimensions": ["day_of_week"],
            "timeframe": "all_time",
            **_largest("orders", 1),
        },
        """
        SELECT extract(isodow FROM created_at), count(*)
        FROM orders
        WHERE {own}
        GROUP BY 1
        ORDER BY 2 DESC, 1
        LIMIT 1
        """,
    ),
    Question(
        "active users by week this quarter",
        {"metrics": ["active_users"], "timeframe": "this_quarter", "granularity": "week"},
        """
        SELECT date_trunc('week', created_at), count(DISTINCT user_id)
        FROM logins
        WHERE {own} AND created_at >= '2026-01-01' AND created_at < '2026-04-01'
        GROUP BY 1
        """,
    ),
    Question(
        "payments that succeed, by method",
        {"metrics": ["payment_success_rate"], "dimensions": ["payment_method"], "timeframe": "this_year"},
        f"""
        SELECT method, count(*) FILTER (WHERE status = 'completed') * 1.0 / count(*)
        FROM payments
        WHERE {{own}} AND {_THIS_YEAR}
        GROUP BY 1
        """,
    ),
)
