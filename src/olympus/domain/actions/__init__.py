"""What a business should do next: one rule a file, each resting on figures and estimating what it is worth."""
