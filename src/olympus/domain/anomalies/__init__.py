"""What is odd: points beyond what was to be expected, how odd they are, and what explains them."""
