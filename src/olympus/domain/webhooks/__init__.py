"""Who else is told of what was found: addresses, signatures, and when to try again."""
