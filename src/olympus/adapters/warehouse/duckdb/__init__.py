"""The warehouse without a cloud: Parquet files in a folder, read and written by DuckDB."""
