"""Customers over time: who came back, and who is worth what."""
