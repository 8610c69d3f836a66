"""Tests of the stories: a folder for each wing."""
