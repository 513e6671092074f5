"""Answers as plain tables, for spreadsheets and programs: CSV, JSON lines, Parquet."""
