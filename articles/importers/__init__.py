"""Copy comes in: bytes or pasted markup become a plain Draft. Nothing here asks the database."""
