"""The paper of a receipt."""
