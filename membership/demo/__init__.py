"""The demo: gifts of today, and a year of them behind."""
