"""The desk copy's verbs: saving it so that no editor loses a word, and filing copy that comes in."""
