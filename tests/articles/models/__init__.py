"""What the rows themselves hold to."""
