"""Reading: documents through the spaCy pipeline into records.

The pipeline is `spacy.blank` with our four components, or one of the user's own (a statistical NER, an EntityRuler),
to which ours are added; entities that its own components find are kept as records too.
"""

from policy_qa.reading.reader import Reader

__all__ = ["Reader"]
