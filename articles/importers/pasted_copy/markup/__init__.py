"""Pasted HTML: cut into units, with what word processors, mails and pages hide in it told apart."""
