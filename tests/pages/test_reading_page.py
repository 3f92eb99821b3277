"""What the reading page says, read as text."""

import re
from functools import cache
from html.parser import HTMLParser

import pandas as pd
import pytest

import two_versions as two
from discourse.errors import DiscourseError
from discourse.pages.reading_page import TYPES, render_page
from discourse.schema import SIDES
from discourse.strings import STRINGS
from discourse.versions.align import align_versions


def page(**changed):
    frames = {"aligned": two.aligned(), "mentions": two.mentions(), "paragraphs": two.paragraphs()}
    frames |= {"articles": two.articles(), "lexicon": two.lexicon()} | changed
    lexicon = frames.pop("lexicon")
    return render_page(*frames.values(), lexicon=lexicon)


whole_page = cache(page)


def page_of(old, new, *, places=(), operations=None):
    """The page of two versions of one paragraph; `places` are those of 光伏 in the new one."""
    base = {"section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None, "point": None}
    paragraphs = pd.DataFrame([base | {"doc": doc, "text": text} for doc, text in ((two.OLD, old), (two.NEW, new))])
    mentions = [(two.NEW, 1, "body", "光伏", *place) for place in places]
    mentions = pd.DataFrame(mentions, columns=["doc", "paragraph", "kind", "term", "start", "end"])
    aligned = align_versions(paragraphs, old=two.OLD, new=two.NEW)
    if operations:
        aligned.at[0, "operations"] = operations
    return page(aligned=aligned, mentions=mentions, paragraphs=paragraphs)


class Reader(HTMLParser):
    """Collects the texts of either column, block by block, and every attribute of every tag."""

    def __init__(self, html):
        super().__init__()
        self.open, self.blocks, self.attributes, self.tags = [], {}, [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in ("meta", "link", "input", "br"):
            self.open.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        classes = [(attributes.get("class") or "").split() for _, attributes in self.open]
        if any("text" in each for each in classes):
            (block,) = [attributes["id"] for _, attributes in self.open if attributes.get("id", "").startswith("b")]
            (column,) = [side for side in SIDES for each in classes if each[:2] == ["side", side]]
            self.blocks[block, column] = self.blocks.get((block, column), "") + data


def test_every_character_of_both_versions_is_on_the_page_once_in_its_block():
    read = Reader(whole_page()).blocks
    rows = [(row, side) for row in two.aligned().to_dict("records") for side in SIDES]
    assert read == {(f"b{row['block']}", side): row[f"text_{side}"] for row, side in rows if row[f"text_{side}"]}
    for side, texts in (("old", two.OLD_TEXT), ("new", two.NEW_TEXT)):
        shown = "".join(text for (_, column), text in read.items() if column == side)
        assert sorted(shown) == sorted("".join(text for *_, text in texts))


def test_the_tags_of_the_page_are_nested():
    assert Reader(whole_page()).open == []


def test_the_same_frames_give_the_same_page():
    assert page() == whole_page()
    assert "\r" not in whole_page()


def test_nothing_in_a_text_a_term_or_a_title_becomes_markup():
    html = whole_page()
    assert "img" not in Reader(html).tags
    assert Reader(html).tags.count("script") == 2
    assert not [name for name, _ in Reader(html).attributes if name.startswith("on")]


def test_the_page_names_no_address():
    assert re.findall(r"https?:|//[a-z]|@import|url\(", whole_page()) == []


def test_words_changed_are_marked_on_their_side():
    html = whole_page()
    assert "打造<del>生物制造、</del>" in html
    assert '<del class="replaced">等</del>' in html and '<ins class="replaced">新</ins>' in html


def test_a_term_across_the_border_of_a_change_is_one_mark():
    assert re.search(r'<mark data-term="\d"><ins>锂电池</ins>产业</mark>', whole_page())


def test_a_mention_in_the_imprint_is_not_counted_and_not_marked():
    assert '<mark data-term="0">低空经济</mark>' not in whole_page().split('id="b2"')[1].split("</article>")[0]
    assert 'data-name="低空经济" data-english="low-altitude economy" data-old="2" data-new="1"' in whole_page()


def test_words_are_counted_by_type_without_the_imprint():
    new = sum(len(text) for _, kind, _, text in two.NEW_TEXT if kind != "imprint")
    assert f'data-en="{new} words"' in whole_page()


def test_a_date_that_is_inferred_says_so():
    html = whole_page()
    assert html.count('class="inferred"') == 1
    assert "inferred: from its neighbours" in html


def test_runs_part_at_terms_and_inside_them_at_changes():
    operations = [("kept", "用光", "用光"), ("added", "", "伏"), ("kept", "光伏", "光伏")]
    html = page_of("用光光伏", "用光伏光伏", places=[(3, 5), (1, 3)], operations=operations)
    assert '用<mark data-term="0">光<ins>伏</ins></mark><mark data-term="0">光伏</mark></p>' in html


def test_a_moved_block_leaves_a_note_where_it_stood():
    """Block 9 followed block 5 in the old version, in the section before."""
    assert re.search(r'class="stub"[^>]*>\s*<a href="#b9">', whole_page().split('id="s2"')[0].split('id="b5"')[1])


def test_a_moved_block_may_have_stood_first_or_last():
    light, heavy = "大力发展低空经济。", "深入实施制造业重大技术改造升级工程。支持企业用数智技术改造提升传统产业。"
    first, last = page_of(light + heavy, heavy + light), page_of(heavy + light, light + heavy)
    assert 'href="#b3"' in first.split("<main")[1].split('id="b1"')[0] and first.count('class="stub"') == 1
    assert 'href="#b1">⇄' in last.split('id="b3"')[1] and last.count('class="stub"') == 1


def test_rows_and_columns_in_any_order_give_the_same_page():
    def shuffled(frame):
        return frame.sample(frac=1, random_state=1)[frame.columns[::-1]].assign(note_of_mine=1)

    names = ("aligned", "mentions", "paragraphs", "articles")
    assert page(**{name: shuffled(getattr(two, name)()) for name in names}) == whole_page()
    for name, maker in zip(names, ("align_versions", "find_terms", "read_corpus", "read_corpus"), strict=True):
        with pytest.raises(DiscourseError, match=f"{name} has no column .*; give what {maker} returns"):
            page(**{name: getattr(two, name)().drop(columns=["doc", "change"], errors="ignore")})


def test_two_versions_need_no_lexicon_and_no_mention():
    html = page(mentions=two.mentions().head(0), lexicon=None)
    assert "<mark" not in html
    assert STRINGS["page.no_terms"]["zh"] in html


def test_paragraphs_other_than_those_aligned_are_refused():
    other = two.paragraphs().assign(text=lambda p: p["text"].str.replace("稳增长", "稳就业"))
    with pytest.raises(DiscourseError, match="block 5 is not what the paragraphs of 'a' say"):
        page(paragraphs=other)


def test_a_doc_without_article_is_named():
    with pytest.raises(DiscourseError, match="doc='a' is aligned, and articles has no row for it"):
        page(articles=two.articles().query("doc == 'b'"))


@pytest.mark.parametrize("rows", [0, 2])
def test_a_page_shows_one_pair_of_versions(rows):
    frame = two.aligned().assign(old=lambda f: ["a", "c"] + ["a"] * (len(f) - 2)).head(rows)
    with pytest.raises(DiscourseError, match=f"holds {rows} pairs of versions"):
        page(aligned=frame)


def test_articles_need_no_more_than_their_doc():
    html = page(articles=pd.DataFrame({"doc": [two.OLD, two.NEW]}))
    assert STRINGS["page.undated"]["zh"] in html


def test_every_type_has_a_sign_of_its_own():
    assert len({each[0] for each in TYPES.values()}) == len(TYPES)
