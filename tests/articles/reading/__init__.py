"""What readers and machines are shown."""
