"""Tests of the ground that both apps stand on."""
