"""Letters and their words."""
