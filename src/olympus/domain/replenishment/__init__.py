"""When to reorder a product, and how much: from forecast demand and stock on hand to a plan."""
