"""Copy that comes in: matched with what is here, then filed as a story."""
