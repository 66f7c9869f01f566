"""Reading: documents through the spaCy pipeline into records."""
