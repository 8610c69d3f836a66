"""The desk's pages of stories."""
