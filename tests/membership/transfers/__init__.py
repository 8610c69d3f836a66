"""What a transfer by bank is told by."""
