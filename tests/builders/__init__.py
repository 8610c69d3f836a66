"""Rows, files and texts that tests begin with."""
