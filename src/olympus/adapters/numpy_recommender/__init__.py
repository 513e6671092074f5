"""Recommendations by linear models of what is bought together, on numpy alone."""
