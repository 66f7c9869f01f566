"""Loaders: the bytes of a file into one frozen text."""
