"""The views of what events state, each by the name of its file in `sql/`. Later ones read earlier ones."""

VIEWS = {
    "orders": "Orders as they were first placed, with their lines, and when they were cancelled.",
    "order_items": "The lines of orders, a row each.",
    "payments": "Payments completed, failed or refunded, under the location, channel and customer of their order.",
    "logins": "Users who came in.",
    "stock": "Counts and movements of stock.",
    "contributions": "What every figure is a sum of: measures by time and dimension, as Olympus counts.",
}

TABLES = ("events", *VIEWS)
"""All that can be asked for."""
