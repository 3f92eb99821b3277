"""The page of a study's results: every term, place and file is linked, and nothing in a text is markup."""

import re
from html import escape

import pandas as pd
import pytest
from playwright.sync_api import sync_playwright
from test_reading_page_in_browser import BROWSER, SWITCHES

import two_versions as two
from checks_of_pages import FETCHED
from discourse.errors import DiscourseError
from discourse.pages.report_page import print_short, render_report
from discourse.words.lexicon import Lexicon

FIGURES = [
    {
        "name": f"emphasis_{language}",
        "language": language,
        "caption": f"caption {language}",
        "has_data": True,
        "terms": ["光伏"],
    }
    for language in ("zh", "en")
]
TABLES = {"counts": pd.DataFrame({"term": ["光伏", "<b>"], "rate": ["23.5294117647", None]})}


def page(**changed):
    about = {"figures": FIGURES, "tables": TABLES, "lexicon": two.lexicon()} | changed
    return render_report(two.articles(), two.paragraphs(), two.mentions(), **about)


def test_each_place_of_a_term_is_marked_and_counted():
    """As many marks as mentions outside the imprint, and the counts beside the term are theirs."""
    html, mentions = page(), two.mentions()
    counted = mentions[mentions["kind"] != "imprint"]
    assert html.count("<mark data-term=") == len(counted)
    counts = counted.groupby("term").size()
    for term, n in counts.items():
        number, row = re.search(
            rf'data-term="(\d+)"><span data-zh="{re.escape(escape(term))}".*?</button></td>(.*?)</tr>', html
        ).groups()
        assert html.count(f'<mark data-term="{number}">') == n == sum(map(int, re.findall(r"<td>(\d+)</td>", row)))


def test_categories_have_their_english_names():
    places = pd.DataFrame(
        [{"doc": "a", "paragraph": 1, "kind": "body", "term": "6G", "category": "信息", "start": 0, "end": 2}]
    )
    text = pd.DataFrame([{"doc": "a", "section": 0, "paragraph": 1, "kind": "body", "speaker": None, "text": "6G。"}])
    lexicon = Lexicon(pd.DataFrame({"term": ["6G"], "category": ["信息"], "category_english": ["information"]}))
    html = render_report(pd.DataFrame({"doc": ["a"], "date": [None]}), text, places, lexicon=lexicon)
    assert '<td class="w"><span data-zh="信息" data-en="information">信息</span></td>' in html


def test_the_texts_are_whole_and_markup_in_them_is_text():
    text = pd.DataFrame(
        [{"doc": "a", "section": 0, "paragraph": 1, "kind": "body", "speaker": None, "text": "<script>光伏</script>"}]
    )
    places = pd.DataFrame(
        [{"doc": "a", "paragraph": 1, "kind": "body", "term": "光伏", "category": None, "start": 8, "end": 10}]
    )
    html = render_report(pd.DataFrame({"doc": ["a"], "date": [None]}), text, places, tables=TABLES)
    assert '&lt;script&gt;<mark data-term="0">光伏</mark>&lt;/script&gt;' in html and "&lt;b&gt;" in html
    assert re.findall(r"<script>", html) == ["<script>"]


def test_pictures_and_files_lie_beside_the_page_and_no_host_is_asked():
    html = page()
    assert set(re.findall(r'(?:src|href)="([^"#]+)"', html)) == {"data:,"} | {
        f"figures/emphasis_{language}.{ending}" for language in ("zh", "en") for ending in ("png", "pdf", "svg", "csv")
    } | {f"tables/counts.{ending}" for ending in ("csv", "xlsx", "tex", "md")}
    assert [each for each in FETCHED.findall(html) if "figures/" not in each and "data:," not in each] == []
    assert print_short("23.5294117647") in html


def test_texts_too_long_for_a_page_are_left_out_and_said_so(monkeypatch):
    monkeypatch.setattr("discourse.pages.report_page.MOST_CHARACTERS", 3)
    html = page()
    assert "<article" not in html and "dc.concordance" in html and "光伏" in html


def test_missing_columns_are_named():
    with pytest.raises(DiscourseError, match="date"):
        render_report(pd.DataFrame({"doc": ["a"]}), two.paragraphs(), two.mentions())


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no browser (chromium, chromium-browser, google-chrome)")
def test_a_term_or_a_string_opens_its_lines_and_a_line_its_paragraph(tmp_path):
    """In a real browser, without network, from the keyboard too, in the reader's language, and on a narrow screen."""
    (tmp_path / "report.html").write_text(page(), encoding="utf-8")
    mentions = two.mentions()
    n = int((mentions["kind"].ne("imprint") & mentions["term"].eq("光伏")).sum())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=SWITCHES)
        window, faults = browser.new_page(viewport={"width": 390, "height": 800}, locale="en-GB"), []
        window.on("pageerror", lambda error: faults.append(str(error)))
        window.goto((tmp_path / "report.html").as_uri())
        window.click("#figures figure:visible button.term")
        assert window.locator("#lines tr").count() == n and window.input_value("#query") == "光伏"
        assert f"Places: {n}" in window.text_content("#found") and window.locator("figure:visible").count() == 1
        window.focus("#lines tr")
        window.keyboard.press("Enter")
        assert "光伏" in window.text_content("article p.at")
        window.fill("#query", "没有这样的话")
        assert window.text_content("#found") == "Places: 0, in texts: 0"
        assert window.evaluate("document.documentElement.scrollWidth") <= 390
        browser.close()
    assert faults == []


def test_terms_of_many_articles_are_counted_together_and_by_the_articles_that_have_them():
    """Fourteen articles, of which one names the term twice and twelve once; each column has its head."""
    docs = [f"d{at:02}" for at in range(14)]
    text = {"section": 0, "paragraph": 1, "kind": "body", "speaker": None, "text": "光伏光伏。"}
    paragraphs = pd.DataFrame([{"doc": doc, **text} for doc in docs])
    place = {"paragraph": 1, "kind": "body", "term": "光伏", "category": None}
    starts = [("d00", 0), ("d00", 2), *((doc, 0) for doc in docs[1:13])]
    mentions = pd.DataFrame([{"doc": doc, **place, "start": at, "end": at + 2} for doc, at in starts])
    html = render_report(pd.DataFrame({"doc": docs, "date": [None] * 14}), paragraphs, mentions)
    table = html[html.index('<section id="terms">') : html.index('<section id="figures">')]
    assert table.count("</th>") == 2 + 2 and re.findall(r"<td>(\d+)</td>", table) == ["14", "13"]
