"""The form by which readers give."""
