"""What on a web page is not the report: navigation, banners, footers, forms, lists of links.

Judged by the elements and roles of HTML and ARIA, by the words that sites use in class and id, by the share of links.
A large part of a page is never set aside by its class alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from policy_qa.loaders.html_blocks import HtmlBlock

ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog")
)
WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|footer|cookies?|cookie-?\w*|share|sharing|social"
    r"|pagination|pager|skip-?(?:link|nav|to)\w*|advert\w*|promo|newsletter|subscribe|toolbar|login|related-?\w*"
    r"|migas|compartir|pie-?pagina|menulateral)(?:$|[\s_-])",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAIN = re.compile(
    r"(?:^|[\s_-])(?:main-?content|article-?body|entry-?content|post-?content|contenido-?principal)(?:$|[\s_-])"
)
NEVER = frozenset(("html", "body", "main", "article", "h1"))
LARGE = 0.5
"""The share of the page's text above which a part is never set aside for a class, an id or being a form."""

MAIN_SHARE = 0.2
MAIN_LEAST = 200
LINKS_SHARE = 0.8
LINKS_RUN = 4
LINK_LENGTH = 25
"""The longest that links of a menu are on average, in code points; longer ones are findings with a link."""


class Judge:
    """Says of each element whether it begins boilerplate or the main part; text lengths are counted once."""

    def __init__(self, root: etree._Element) -> None:
        self.sizes: dict[etree._Element, int] = {}
        for _, element in etree.iterwalk(root, events=("end",)):
            own = len((element.text or "").strip()) if element.tag not in {"script", "style"} else 0
            self.sizes[element] = own + sum(self.sizes[c] + len((c.tail or "").strip()) for c in element)
        self.total = max(self.sizes.get(root, 0), 1)
        self.inside: set[etree._Element] = set()
        self.holders: set[etree._Element] = set()
        for main in root.iter("main", "article"):
            self.holders.update(main.iterancestors("div", "form", "section"))
            self.inside.update(main.iterdescendants("header", "footer", "aside"))

    def aside(self, element: etree._Element) -> str:
        """Why the element is boilerplate; empty where it is not."""
        tag = str(element.tag)
        if tag in NEVER or element in self.holders:
            return ""
        if element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
            return "hidden"
        role = element.get("role", "").casefold()
        if tag == "nav" or role in ROLES:
            return role or "nav"
        if tag in {"header", "footer", "aside"}:
            return "" if element in self.inside and self._links(element) < LINKS_SHARE / 2 else tag
        if self.sizes.get(element, 0) > LARGE * self.total:
            return ""
        if tag in {"form", "button"}:
            return tag
        found = WORDS.search(f"{element.get('class', '')} {element.get('id', '')}")
        return found[0].strip(" _-").casefold() if found else ""

    def zone(self, element: etree._Element) -> str:
        """ "main" or "article" where the element is that; empty where it is neither."""
        if element.tag in {"main", "article"}:
            return str(element.tag)
        names = f"{element.get('class', '')} {element.get('id', '')}"
        return "main" if element.get("role") == "main" or MAIN.search(names) else ""

    def _links(self, element: etree._Element) -> float:
        linked = sum(self.sizes.get(a, 0) for a in element.iterdescendants("a"))
        return linked / max(self.sizes.get(element, 0), 1)


def judged(blocks: list[HtmlBlock]) -> list[HtmlBlock]:
    """The blocks with `aside` set also on what stands outside the main part, and on runs of links outside it."""
    rest = [b for b in blocks if not b.aside]
    total = sum(len(b.text) for b in rest)
    for zone in ("main", "article"):
        inside = sum(len(b.text) for b in rest if b.zone == zone)
        if inside >= MAIN_LEAST and inside >= MAIN_SHARE * total:
            for block in rest:
                if not block.zone:
                    block.aside = "outside the main part"
            return blocks
    run: list[HtmlBlock] = []
    for block in rest:
        if block.kind != "heading" and block.linked >= LINKS_SHARE * len(block.text):
            run.append(block)
        else:
            _set_aside(run)
            run = []
    _set_aside(run)
    return blocks


def _set_aside(run: list[HtmlBlock]) -> None:
    if len(run) >= LINKS_RUN and sum(len(block.text) for block in run) <= LINK_LENGTH * len(run):
        for block in run:
            block.aside = "links"
