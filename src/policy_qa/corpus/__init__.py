"""The corpus folder: its files, their ids, and what corpus.toml says of them."""

from policy_qa.corpus.catalogue import CATALOGUE, read_catalogue
from policy_qa.corpus.folder import Corpus, CorpusFile, Listed
from policy_qa.corpus.names import safe_name

__all__ = ["CATALOGUE", "Corpus", "CorpusFile", "Listed", "read_catalogue", "safe_name"]
