"""What does not add up, and how it is settled."""
