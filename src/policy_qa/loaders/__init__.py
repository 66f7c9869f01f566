"""Loaders: the bytes of a file → one frozen text, with what the file says about itself."""

from policy_qa.loaders.front import ADVICE, FORMATS, load
from policy_qa.loaders.loaded import Format, Loaded, Region, RegionKind, blanked
from policy_qa.loaders.worker import load_safely

__all__ = ["ADVICE", "FORMATS", "Format", "Loaded", "Region", "RegionKind", "blanked", "load", "load_safely"]
