"""The lexicon: which words are verbs, nouns and adjectives, from the lemma tables of spacy-lookups-data."""
