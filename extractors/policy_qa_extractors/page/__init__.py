"""A page: one text with all that the finders need to know about its layout, worked out once."""

from policy_qa_extractors.page.blocks import Block
from policy_qa_extractors.page.found import Claim, Found, overlaps
from policy_qa_extractors.page.page import Page, read_page
from policy_qa_extractors.page.view import View
from policy_qa_extractors.page.words import NUMBER, first_words

__all__ = ["NUMBER", "Block", "Claim", "Found", "Page", "View", "first_words", "overlaps", "read_page"]
