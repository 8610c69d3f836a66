"""Receipts follow money: see `follow`."""

from __future__ import annotations

from membership.models import Payment


def follow(payment: Payment) -> None:
    """Called in the transaction that records a line of the ledger."""
