"""The desk copy: saved, numbered, corrected."""
