"""A donor's own pages."""
