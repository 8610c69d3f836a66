"""Pages kept for readers."""
