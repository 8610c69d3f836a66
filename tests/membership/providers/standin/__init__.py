"""The stand-in for Stripe, held against what Stripe does."""
