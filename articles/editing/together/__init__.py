"""Several people at one story: who is there, and the text that they write at once."""
