"""The warehouse in Google BigQuery."""
