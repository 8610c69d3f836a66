"""The verbs that change gifts and payments."""
