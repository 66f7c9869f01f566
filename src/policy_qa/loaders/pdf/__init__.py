"""PDF files: words with their places, put into reading order, gathered into paragraphs, headings and tables."""

from policy_qa.loaders.pdf.load import load_pdf

__all__ = ["load_pdf"]
