"""What each country's law asks of a receipt."""
