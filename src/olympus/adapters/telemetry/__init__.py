"""Figures about ourselves for Prometheus and OpenTelemetry.

Nothing here is imported before something is measured or asked for: the start does not wait for it.
"""
