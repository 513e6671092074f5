"""The warehouse: events in one wide table, views of what they state, and figures read from them.

What is asked is written once, in BigQuery's dialect, in `sql/`. `bigquery/` sends it as it is, `duckdb/`
translates it and reads Parquet files.
"""
