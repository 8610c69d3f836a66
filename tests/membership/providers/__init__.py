"""Who carries the money."""
