"""The words of the house as frozen values: records, sources, questions, answers."""
