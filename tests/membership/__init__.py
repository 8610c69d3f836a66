"""Tests of the gifts: a folder for each room."""
