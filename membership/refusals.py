"""What cannot be done: one word for it in every room, so that a door has one thing to catch."""

from __future__ import annotations


class Refused(Exception):
    """What was asked for cannot be done; the message says why and what to do, and is shown as it is."""
