"""BigQuery for tests: an emulator, a way to it that breaks on demand, and what holds of both (README.md)."""
