"""Whoever uses the product, played by a test: an editor, a donor, a provider, a browser at the door."""
