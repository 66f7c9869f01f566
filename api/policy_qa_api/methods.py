"""Which methods an address takes: what a 405 has to say in its Allow header (RFC 9110, section 15.5.6)."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute


class Methods:
    """The methods of every route of some routers."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        routes = (route for router in routers for route in router.routes if isinstance(route, APIRoute))
        self._routes = [(route.path_regex, frozenset(route.methods or ())) for route in routes]

    def of(self, path: str) -> list[str]:
        """The methods that any route of a path takes, HEAD with GET."""
        found = {method for pattern, methods in self._routes if pattern.fullmatch(path) for method in methods}
        return sorted(found | ({"HEAD"} if "GET" in found else set()))
