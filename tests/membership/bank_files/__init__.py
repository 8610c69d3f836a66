"""Files of banks, read to plain values."""
