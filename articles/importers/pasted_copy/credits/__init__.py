"""Who is credited, for a text and for a picture: names, organisations, roles and the lines that hold them."""
