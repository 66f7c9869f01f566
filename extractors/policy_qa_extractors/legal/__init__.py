"""Legal references: laws, decrees, resolutions, treaties and their provisions."""

from policy_qa_extractors.legal.find import find

__all__ = ["find"]
