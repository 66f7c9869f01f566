"""Answering: a question read as a frame, matched slot by slot, answered with a citation or refused with the reason."""
