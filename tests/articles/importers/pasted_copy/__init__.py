"""Copy from elsewhere is read."""
