"""One suite for every provider: the same scenarios, each played by a driver that knows how money moves there.

What a provider cannot do is not skipped: `needs` then asserts that it says so.
"""
