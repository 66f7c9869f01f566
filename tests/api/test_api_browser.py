"""The pages in a real browser: what people do there, accessibility by axe, nothing from other hosts, no script errors.

Runs where Playwright and Chromium are installed (dependency group "browser"; Debian's package chromium).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.browsing import opened, served, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = "/documents/peru-international-womens-day-2024"
PAGES = ("/", "/?q=how+many+rural+care+services", "/?q=how+many+helicopters", "/documents", DAY, "/records",
         "/search?q=shelter", "/add", "/checks", "/claims", "/series", "/review",
         "/nowhere", "/problems/too-large", "/docs")  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("browser")) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as chromium:
        yield chromium


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, scheme: str) -> None:
    with opened(browser, address, path, color_scheme=scheme) as page:
        if path == "/docs":
            expect(page.get_by_role("banner")).to_be_visible()
        for details in page.locator("details").all():
            details.evaluate("node => { node.open = true; }")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 1600])
@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_their_width(browser: Browser, address: str, path: str, width: int) -> None:
    with opened(browser, address, path, viewport={"width": width, "height": 900}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_ask_and_follow_the_citation_by_keyboard(browser: Browser, address: str, scripts: bool) -> None:
    with opened(browser, address, "/", java_script_enabled=scripts) as page:
        expect(page.get_by_label("Your question")).to_be_focused()
        page.keyboard.type("how many rural care services")
        page.keyboard.press("Enter")
        expect(page.locator("#answer")).to_have_text("57")
        expect(page.locator(".answer blockquote mark")).to_have_text("57")
        page.locator(".answer cite a").focus()
        page.keyboard.press("Enter")
        expect(page.locator("mark.at")).to_have_text("57")
        expect(page.locator("mark.at")).to_be_in_viewport()


def test_records_are_walked_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address, DAY) as page:
        expect(page.locator("#keys")).to_be_visible()
        for kind in ("date", "entity", "legal_reference"):
            page.locator(f"#show-{kind}").uncheck()
        page.locator("body").press("n")
        first = page.evaluate("document.activeElement.textContent")
        expect(page.locator("#card")).to_contain_text("women")
        page.keyboard.press("n")
        page.keyboard.press("p")
        assert page.evaluate("document.activeElement.textContent") == first == "over 50%"


def test_filter_and_download(browser: Browser, address: str) -> None:
    with opened(browser, address, "/records") as page:
        page.get_by_label("Unit").fill("%")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("td.value").first).to_contain_text("%")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == "records.csv"
        assert Path(download.value.path()).read_text("utf-8").startswith("kind,")


def test_add_a_file_and_ask_about_it(browser: Browser, address: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "lighthouses.txt", tmp_path / "bad.txt"
    good.write_text("In 2020 the coast guard ran 214 Old Lighthouses. <img src=x onerror=alert(1)>", "utf-8")
    bad.write_bytes(b"\0\1\2\3")
    with opened(browser, address, "/add") as page:
        page.get_by_label("Choose files").set_input_files([good, bad])
        page.get_by_role("button", name="Add").click()
        expect(page.locator("#fates .added")).to_contain_text("lighthouses.txt")
        expect(page.locator("#fates .refused")).to_contain_text("bad.txt")
        page.locator("#fates .added a").click()
        expect(page.locator(".text")).to_contain_text("<img src=x onerror=alert(1)>")
        page.goto("/?q=how+many+old+lighthouses")
        expect(page.locator("#answer")).to_have_text("214")


def test_a_draft_is_checked(browser: Browser, address: str) -> None:
    with opened(browser, address, "/claims") as page:
        page.get_by_label("Your draft").fill("A total of 58 Rural Care Services operate nationwide.")
        page.get_by_role("button", name="Check it").click()
        expect(page.locator(".draft mark.verdict-refuted")).to_have_text("58")
        page.locator(".claims cite a").first.click()
        expect(page.locator("mark.at")).to_have_text("57")


@pytest.mark.parametrize(
    ("path", "link", "lit"),
    [
        ("/checks", ".checks cite a", "mark.at"),
        ("/series", ".series .number a", ".anchor:target + mark"),
        ("/records?sort=-value", "table.records td.value a", ".anchor:target + mark"),
        ("/search?q=shelter", ".hits cite a", "mark.at"),
    ],
)
def test_what_is_shown_leads_to_its_sentence(browser: Browser, address: str, path: str, link: str, lit: str) -> None:
    with opened(browser, address, path) as page:
        for number in range(min(page.locator(link).count(), 4)):
            page.goto(path)
            page.locator(link).nth(number).click()
            expect(page.locator(lit).first).to_be_in_viewport()


def test_records_are_reviewed_with_keys(browser: Browser, address: str) -> None:
    with opened(browser, address, "/review?kind=legal_reference") as page:
        before = page.locator(".tally").inner_text()
        page.get_by_label("Your name").fill("Ana")
        page.locator("h1").click()
        page.keyboard.press("a")
        expect(page.locator(".tally")).not_to_have_text(before)
        expect(page.get_by_label("Your name")).to_have_value("Ana")


def test_the_interface_speaks_spanish(browser: Browser, address: str) -> None:
    with opened(browser, address, "/?q=how+many+rural+care+services", locale="es-PE") as page:
        expect(page.get_by_role("button", name="Preguntar")).to_be_visible()
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("button", name="Ask")).to_be_visible()
        page.goto("/documents")
        expect(page.get_by_role("heading", name="Documents")).to_be_visible()
