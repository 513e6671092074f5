"""Faults brought about on purpose, each at the very place where it would hurt most, and counting afterwards."""
