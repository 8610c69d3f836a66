"""What opens and closes editions."""
