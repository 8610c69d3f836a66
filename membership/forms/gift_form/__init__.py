"""The gift form: what it offers, its fields, what it opens with, and what stands in the way."""
