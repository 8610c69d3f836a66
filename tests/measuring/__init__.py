"""What a test measures: CPU, transactions, plans of the database."""
