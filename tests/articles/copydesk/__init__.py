"""Pasted copy becomes a story."""
