"""The running text: cleaned, and taken apart."""
