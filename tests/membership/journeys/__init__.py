"""A donor's whole way, in a browser."""
