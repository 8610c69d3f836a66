"""The desk's pages of gifts."""
