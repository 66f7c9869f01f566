"""Page numbers: where in a frozen text each page of a PDF begins."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping

PLACE = re.compile(r"page (\d{1,6})(?:, notes)?", re.ASCII)


class Pages:
    """The pages of one document: `starts` has the number of a page by the offset where it begins."""

    def __init__(self, layout: str) -> None:
        regions = (region for region in json.loads(layout) if region["kind"] == "page")
        found = ((int(region["start"]), PLACE.fullmatch(region["place"])) for region in regions)
        self.starts: Mapping[int, int] = {start: int(said[1]) for start, said in sorted(found) if said}
        self._offsets = list(self.starts)

    def at(self, offset: int) -> int | None:
        """The number of the page that an offset lies on; None where the document has no pages."""
        place = bisect_right(self._offsets, offset)
        return self.starts[self._offsets[place - 1]] if place else None
