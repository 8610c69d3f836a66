"""Months of the books, closed."""
