"""What builds and measures the product."""
