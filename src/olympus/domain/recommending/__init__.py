"""Recommending items: what goes with a product, what completes a basket, what a customer would buy next."""
