"""The desk copy: saved without losing anybody's words, snapshot by snapshot, and how it stands."""
