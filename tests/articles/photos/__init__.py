"""Pictures as bytes: opened, read, made smaller."""
