"""What asks readers for a gift."""
