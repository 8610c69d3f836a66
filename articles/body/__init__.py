"""The running text of a story: cleaned at the door, cut at its blocks. Knows no models."""
