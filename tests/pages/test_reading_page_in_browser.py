"""What the reading page does in a real browser; without one these tests are left out, and the summary says so."""

import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

import two_versions as two
from discourse.pages.reading_page import TYPES, render_page
from discourse.strings import STRINGS

NAMES = ["chromium", "chromium-browser", "google-chrome"]
BROWSER = next((path for path in map(shutil.which, NAMES) if path), None)
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# tests/conftest.py repeats a reason that begins so at the end of the run.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=f"no browser ({', '.join(NAMES)})")]

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Where the interface quotes the corpus or names a language in itself.
QUOTED = "[lang=zh], q"
# What is shown, without quotations, and what screen readers say.
INTERFACE = """(quoted) => {
  const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [document.title];
  while (seen.nextNode()) {
    const parent = seen.currentNode.parentElement;
    if (!parent.closest(quoted) && !parent.closest("script, style")) texts.push(seen.currentNode.textContent);
  }
  for (const name of ["aria-label", "title", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
  return texts.map((text) => text.trim()).filter(Boolean);
}"""


# Playwright keeps an event loop running until it is stopped: left open, it would hinder tests that start their own.
@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of the two made-up versions, as a file."""
    path = tmp_path_factory.mktemp("pages") / "versions.html"
    html = render_page(two.aligned(), two.mentions(), two.paragraphs(), two.articles(), lexicon=two.lexicon())
    path.write_text(html, encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture(scope="module")
def window(browser):
    """One tab for all tests, and what happens in it: requests, dialogs, errors."""
    page, events = browser.new_page(locale="zh-CN"), {}
    page.on("request", lambda request: events["requests"].append(request.url))
    page.on("dialog", lambda dialog: (events["dialogs"].append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: events["errors"].append(str(error)))
    page.on("console", lambda message: events["errors"].append(message.text))
    return page, events


@pytest.fixture
def events(window):
    window[1].update(requests=[], dialogs=[], errors=[])
    return window[1]


@pytest.fixture
def page(window, address, events):
    """The page as it opens, in a wide window."""
    page = window[0]
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(address)
    yield page
    assert events["errors"] == []


def shown(page):
    """The numbers of the blocks that can be seen."""
    visible = "all => all.filter(e => e.getClientRects().length).map(e => Number(e.id.slice(1)))"
    return page.locator("article.block").evaluate_all(visible)


def numbers(*changes):
    """The numbers of the blocks of some types; block 2 is imprint."""
    types = ["imprint" if number == 2 else row[0] for number, row in enumerate(two.BLOCKS, 1)]
    return [number for number, type_ in enumerate(types, 1) if type_ in changes]


def press(page, type_):
    page.click(f".switch[data-type={type_}]")


def test_all_blocks_are_shown_at_first(page):
    assert shown(page) == list(range(1, 14))


@pytest.mark.parametrize("type_", [name for name in TYPES if numbers(name)])
def test_a_filter_hides_and_shows_as_many_blocks_as_it_counts(page, type_):
    count = int(page.inner_text(f".switch[data-type={type_}] .count"))
    press(page, type_)
    assert shown(page) == [number for number in range(1, 14) if number not in numbers(type_)]
    assert count == len(numbers(type_)) == 13 - len(shown(page))
    assert page.inner_text(".shown") == f"显示 {13 - count} / 13 块"
    press(page, type_)
    assert len(shown(page)) == 13


def test_changes_only_hides_what_is_the_same_and_the_imprint_and_all_brings_it_back(page):
    page.click("[data-choose=changes]")
    assert shown(page) == [number for number in range(1, 14) if number not in numbers("same", "imprint")]
    page.click("[data-choose=all]")
    assert len(shown(page)) == 13


def test_moved_only_shows_the_moved_block(page):
    assert page.inner_text(".switch[data-moved] .count") == "1"
    page.click(".switch[data-moved]")
    assert shown(page) == [two.MOVED]


def test_a_filter_is_worked_by_the_keyboard(page):
    page.focus(".switch[data-type=same]")
    page.keyboard.press("Space")
    assert page.get_attribute(".switch[data-type=same]", "aria-pressed") == "false"
    assert not set(shown(page)) & set(numbers("same"))


@pytest.mark.parametrize(
    ("name", "old", "new"), [("低空经济", 2, 1), ("光伏", 1, 1), ("锂电池产业", 0, 1), (two.EVIL, 1, 1)]
)
def test_a_term_is_marked_as_often_as_it_is_counted_in_either_column(page, name, old, new):
    button = page.get_by_role("button", name=f"{name}：旧版 {old} 次，新版 {new} 次")
    assert button.locator(".n").all_inner_texts() == [str(old), str(new)]
    button.click()
    assert (page.locator(".side.old mark.on").count(), page.locator(".side.new mark.on").count()) == (old, new)
    assert page.inner_text("[data-said=name]") == name
    assert (page.inner_text("[data-said=old]"), page.inner_text("[data-said=new]")) == (str(old), str(new))
    assert page.locator(".places li").count() == old + new


def test_a_click_on_a_term_in_the_text_chooses_it_and_steps_start_there(page):
    page.locator(".side.new mark", has_text="低空经济").click()
    assert page.inner_text("[data-said=name]") == "低空经济"
    assert page.inner_text("[data-said=place]") == "第2处，共 3 处"
    for place in ["第3处，共 3 处", "第1处，共 3 处"]:
        page.click("[data-step='1']")
        assert page.inner_text("[data-said=place]") == place
        assert page.locator("mark.at").count() == 1
    page.click("[data-step='-1']")
    assert page.inner_text("[data-said=place]") == "第3处，共 3 处"


def test_escape_clears_the_highlight(page):
    page.locator(".side.new mark", has_text="低空经济").click()
    page.keyboard.press("Escape")
    assert page.locator("mark.on").count() == 0
    assert page.locator(".stepper").is_hidden()


def test_mentions_that_the_filter_hides_are_said_and_not_stepped_to(page):
    page.locator(".side.new mark", has_text="低空经济").click()
    press(page, "dropped")
    assert "共 2 处" in page.inner_text("[data-said=place]")
    assert "另有 1 处被筛选隐藏" in page.inner_text("[data-said=place]")
    assert page.inner_text("[data-said=old]") == "2"


def test_a_term_is_found_in_either_language(page):
    page.fill(".terms input", "ALTITUDE")
    assert page.locator(".terms li:visible").count() == 1
    page.fill(".terms input", "光")
    assert page.locator(".terms li:visible .word").all_inner_texts() == ["光伏"]


def test_the_interface_speaks_one_language_at_a_time(page):
    page.locator(".side.new mark", has_text="低空经济").click()
    page_keys = [key for key in STRINGS if key.startswith(("page.", "side.", "change_rule."))]
    english = {STRINGS[key]["en"] for key in page_keys if "{" not in STRINGS[key]["en"]}
    english |= {STRINGS[key]["en"].capitalize() for _, key in TYPES.values()}
    assert not english & set(page.evaluate(INTERFACE, QUOTED))
    page.click("[data-language=en]")
    # The counts of a term are said by its name, which is Chinese.
    terms = re.compile("|".join(map(re.escape, two.TERMS)))
    said = page.evaluate(INTERFACE, QUOTED)
    assert [text for text in said if CHINESE.search(terms.sub("", text))] == []
    assert page.title() == "Two versions side by side: Old Paper — New Paper"
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("[data-said=place]") == "2 of 3"
    page.click("[data-language=zh]")
    assert page.title() == "两版对读：旧报 — 新报"
    assert not english & set(page.evaluate(INTERFACE, QUOTED))


def test_the_texts_stay_the_same_in_either_language(page):
    before = page.locator(".text").all_inner_texts()
    page.click("[data-language=en]")
    assert page.locator(".text").all_inner_texts() == before


def test_the_page_remembers_nothing(page, address):
    page.click("[data-language=en]")
    press(page, "same")
    page.goto(address)
    assert page.get_attribute("html", "lang") == "zh"
    assert len(shown(page)) == 13
    assert page.evaluate("document.cookie === '' && location.search === ''")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_width_needs_sideways_scrolling(page, language):
    page.click(f"[data-language={language}]")
    page.locator(".side.new mark", has_text="低空经济").click()
    for width in [320, 420, 699, 760, 1099, 1400]:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "stacked"), [(690, True), (760, False)])
def test_a_narrow_window_stacks_the_columns(page, width, stacked):
    page.set_viewport_size({"width": width, "height": 800})
    old, new = (page.locator(f"#b7 .side.{side}").bounding_box() for side in ("old", "new"))
    assert (new["y"] >= old["y"] + old["height"]) is stacked
    assert (new["x"] >= old["x"] + old["width"]) is not stacked
    assert page.locator("#b7 .side.old .whose").is_visible() is stacked


def test_a_section_is_reached_from_the_navigation(page):
    page.set_viewport_size({"width": 1400, "height": 300})
    page.locator(".sections a", has_text="第2节").click()
    assert page.locator("#b6").bounding_box()["y"] < 300
    assert page.locator("#b6").bounding_box()["y"] >= page.locator(".columns").bounding_box()["height"]


def test_markup_in_a_text_runs_nothing_and_is_shown_as_text(page, events):
    for _ in range(2):
        assert "发展<script>alert(1)</script>" in page.inner_text("#b1 .side.old")
        assert "</script><img src=x onerror=alert(2)>。" in page.inner_text("#b10 .side.new")
        page.click("[data-language=en]")
    page.get_by_role("button", name=two.EVIL).click()
    assert two.EVIL in page.inner_text(".stepper")
    assert events["dialogs"] == []
    assert page.locator("main script, main img").count() == 0


def test_no_script_but_its_own_can_run(page, events):
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button id=bad onclick=alert(4)>x</button>')")
    page.locator("#bad").dispatch_event("click")
    assert events["dialogs"] == []
    assert "Content Security Policy" in events["errors"].pop()


def test_no_request_leaves_the_page(page, events, address):
    page.click("[data-language=en]")
    page.click("[data-choose=changes]")
    page.locator("button[data-term]").first.click()
    page.wait_for_load_state("networkidle")
    assert [url for url in events["requests"] if not url.startswith("data:")] == [address]


def test_print_shows_all_blocks_and_no_control(page):
    press(page, "same")
    press(page, "dropped")
    page.locator(".side.new mark", has_text="低空经济").click()
    page.emulate_media(media="print")
    assert shown(page) == list(range(1, 14))
    assert page.locator("button:visible, input:visible, nav:visible, .stepper:visible").count() == 0
    assert page.locator("article .badge:visible").count() == 13 + 1
    colors = page.locator("article .badge").evaluate_all("all => all.map(e => getComputedStyle(e).color)")
    assert set(colors) == {"rgb(0, 0, 0)"}


def test_print_keeps_the_columns_side_by_side_on_a_narrow_sheet(page):
    page.set_viewport_size({"width": 650, "height": 900})
    page.emulate_media(media="print")
    old, new = (page.locator(f"#b7 .side.{side}").bounding_box() for side in ("old", "new"))
    assert new["x"] >= old["x"] + old["width"]


CONTRAST = """() => {
  const number = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = number(getComputedStyle(each).backgroundColor);
      if (color.length < 4 || color[3] > 0.9) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest("script, style, [hidden], :disabled") || !element.getClientRects().length) continue;
    const [a, b] = [luminance(number(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push([element.className, element.textContent.slice(0, 20), ratio.toFixed(2)]);
  }
  return low;
}"""


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(251, 250, 246)"), ("dark", "rgb(27, 26, 24)")])
def test_every_text_stands_out_from_its_ground(page, scheme, ground):
    """WCAG 2.1, success criterion 1.4.3: a contrast of at least 4.5 to 1."""
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
    page.locator(".side.new mark", has_text="低空经济").click()
    assert page.evaluate(CONTRAST) == []
