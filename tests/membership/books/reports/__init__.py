"""Figures over the books."""
