"""The pages in a real browser: whole on every screen, open to everybody, and in need of nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from tests.browser.conftest import Show

SCREENS = ("desktop", "phone", "dark")
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What a page says is the same on every screen: what differs is asked of each.
RULES = {
    "desktop": STANDARDS,
    "phone": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
PAGES = (
    *("index.html", "term/index.html", "term/micro-credential.html", "a-z.html", "lists.html"),
    *("delivery-mode/index.html", "field/level.html", "rule/index.html", "profile/index.html", "tutorial.html"),
    *("for-providers.html", "library.html", "automation.html", "gallery.html", "configuration.html"),
)
KINDS = {
    "index.html",
    "term/micro-credential.html",
    "delivery-mode/index.html",
    "profile/index.html",
    "tutorial.html",
}
"""One of each kind of page, whose colours and targets are those of all others of its kind."""
NOTHING_TO_FIND = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": ["stemmer"], "fields": {"text": {"boost": 1.0}}},
    "docs": [{"location": "index.html", "title": "mcvocab", "text": ""}],
}


def barriers(page: Page, asked: Mapping[str, object] = STANDARDS) -> list[str]:
    """What axe-core finds that shuts somebody out."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"runOnly": asked, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


# --- the report -------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", SCREENS)
def test_a_report_shuts_nobody_out_and_fits_the_screen(show: Show, report: str, screen: str) -> None:
    page = show(report, screen)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert barriers(page) == []
    assert not overflows(page)


def test_a_report_is_searched_and_filtered_by_keyboard_alone(show: Show, report: str) -> None:
    page = show(report, "desktop")
    shown = page.locator(".finding:visible")
    everything = shown.count()
    assert everything > 5
    page.locator("#search").focus()
    page.keyboard.type("lone working")
    page.wait_for_function(f"document.querySelectorAll('.finding:not([hidden])').length < {everything}")
    assert 0 < shown.count() < everything
    assert all("lone working" in text.casefold() for text in shown.all_inner_texts())
    assert str(shown.count()) in page.locator("#shown").inner_text()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "reset":
            break
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('.finding:not([hidden])').length == {everything}")
    page.locator("#rule").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"document.querySelectorAll('.finding:not([hidden])').length < {everything}")
    assert shown.count() > 0


def test_a_report_says_all_without_a_script(browser: object, report: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(report)
    assert "no level" in page.inner_text("body")
    context.close()


def test_a_report_prints_every_finding(show: Show, report: str) -> None:
    page = show(report, "desktop")
    count = page.locator(".finding").count()
    page.emulate_media(media="print")
    assert page.locator(".finding:visible").count() == count
    assert not page.locator("#search").is_visible()


# --- the site ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", SCREENS)
def test_the_site_shuts_nobody_out_and_fits_the_screen(show: Show, site: str, screen: str) -> None:
    page = show(f"{site}/index.html", screen)
    # Each page reads the whole index for its search, which takes longer than all that is asked here.
    page.route("**/search/search_index.json", lambda asked: asked.fulfill(json=NOTHING_TO_FIND))
    wrong = {}
    for name in PAGES:
        assert page.goto(f"{site}/{name}").ok, name  # type: ignore[union-attr]
        if (screen == "desktop" or name in KINDS) and (found := barriers(page, RULES[screen])):
            wrong[name] = found
        if overflows(page):
            wrong.setdefault(name, []).append("wider than the screen")
        if "```" in page.inner_text("article"):
            wrong.setdefault(name, []).append("a block of code that is no block")
    assert wrong == {}


def test_a_word_is_found_by_the_search_of_the_site(show: Show, site: str) -> None:
    page = show(f"{site}/index.html", "desktop")
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.type("nanodegree")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "nanodegree" in first.inner_text().casefold()
    first.press("Enter")
    page.wait_for_url("**/term/**")
