"""Members: their own pages, lists of them, and being erased."""
