"""The books held true."""
