"""Receipts as rows: issued, voided, replaced."""
