"""Checking: reports held against themselves, against each other, and against claims."""
