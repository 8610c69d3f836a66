"""The web server, its door and the desk's processes."""
