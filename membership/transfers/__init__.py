"""What a transfer carries: an account, a reference that people copy, the text, a code to scan."""
