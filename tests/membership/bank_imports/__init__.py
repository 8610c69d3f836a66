"""Statements of banks become payments."""
