"""Signing in to the desk: by name or e-mail and a password, with limits on tries; a forgotten password."""
