"""Tokens that prove something: a code that was mailed, a challenge that was solved, that somebody gives."""
