"""Ground: pixels and picture metadata. Takes and returns plain values; knows no model.

A file from outside is decoded only in a child process with limits (`sandbox` starts it, `child` is it).
"""
