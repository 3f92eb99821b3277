"""The documentation site as `make docs` has built it: it loads nothing from elsewhere, and its links lead somewhere."""

import re
import shutil
from pathlib import Path

import pytest

from checks_of_pages import FETCHED

SITE = Path(__file__).parents[2] / "build" / "site"


@pytest.fixture(scope="module")
def pages():
    files = [path for path in SITE.rglob("*.html") if "_downloads" not in path.parts]
    return {path.resolve(): path.read_text(encoding="utf-8") for path in files}


def test_the_pages_load_nothing_from_elsewhere(pages):
    assert len(pages) > 30
    assert [tag for page in pages.values() for tag in FETCHED.findall(page) if "//" in tag] == []


def test_every_link_leads_to_a_page_and_a_heading_of_it(pages):
    headings = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in pages.items()}
    for path, page in pages.items():
        for target, _, heading in (
            link.partition("#") for link in re.findall(r'<a\b[^>]* href="(?!\w+:)([^"]*)', page)
        ):
            file = (path.parent / target).resolve() if target else path
            assert file.exists() and (not heading or heading in headings[file]), f"{path.name}: {target}#{heading}"


BROWSER = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


@pytest.mark.skipif(BROWSER is None, reason="no browser (chromium, chromium-browser, google-chrome)")
@pytest.mark.parametrize("words", ["词频", "低空经济发展", "dispersion", "log ratios"])
def test_the_search_finds_pages_in_both_languages(words):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{(SITE / 'search.html').as_uri()}?q={words}")
        page.wait_for_selector("#search-results li", timeout=20_000)
        browser.close()


@pytest.mark.skipif(BROWSER is None, reason="no browser (chromium, chromium-browser, google-chrome)")
def test_a_report_of_one_line_is_broken_where_the_page_ends_and_columns_are_not():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((SITE / "lessons" / "years_en.html").as_uri())
        assert page.locator("pre", has_text="Of 6 terms").evaluate("pre => pre.scrollWidth <= pre.clientWidth")
        page.goto((SITE / "lessons" / "web_pages_en.html").as_uri())
        assert (
            page.locator("pre", has_text="laid out my-study").evaluate("pre => getComputedStyle(pre).whiteSpace")
            == "pre"
        )
        browser.close()
