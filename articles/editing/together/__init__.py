"""Several people at one story: who is there."""
