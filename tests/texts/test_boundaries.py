"""Where another article of a file begins: by heads that come again, and below what parts the articles."""

import pytest

from discourse.texts.boundaries import find_boundaries
from discourse.texts.formats.markdown import find_layout_marks

TEXT = "推进新型工业化是一项系统工程，要坚持稳中求进，统筹发展和安全，把各项部署落到实处，不断取得成效。"
TITLES = ["加快建设现代化产业体系", "让创新成为第一动力", "守住粮食安全这条底线"]
ADDRESS = "http://paper.people.com.cn/rmrb/html/2024-01/0{day}/nw.htm"
# What stands above and below the text of each article, and the line of its head where it begins.
HEADS = {
    "the date above": ("2024年1月{day}日\n{title}", ""),
    "paper, date and page above": ("虚拟日报 2024年1月{day}日 第0{day}版\n{title}", ""),
    "an address above": (ADDRESS + "\n{title}", ""),
    "an address below": ("{title}", ADDRESS),
    "an author below the title": ("{title}\n□ 周明远", ""),
    "the press below the title": ("{title}\n本报评论员", ""),
    "fields of English": ("Title: {title}\nDate: 2024-01-0{day}", ""),
    "pieces with a number": ("篇{day}：{title}", ""),
    "the number of a piece alone": ("第{day}篇\n{title}", ""),
    "works": ("《{title}》", ""),
    "numbered works": ("{day}、《{title}》（虚拟日报2024年1月{day}日）", ""),
    "a number above the paper and its date": ("{day}. {title}\n虚拟日报 2024-01-0{day}", ""),
    "a date before the title": ("[2024-01-0{day}] {title}", ""),
    "a date behind the title": ("{title}（2024-01-0{day}）", ""),
    "the source and its date below": ("{title}", "来源：虚拟日报 2024年1月{day}日"),
    "the number of a database below": ("{title}", "文件 VIRTUAL002024010{day}ek1500001"),
    "the number of a document": ("虚拟省人民政府令\n第1{day}号\n《{title}办法》已经通过，现予公布。", ""),
    "a source in bold below a heading of Markdown": ("## {day}. {title}\n**来源：** 虚拟日报", ""),
    "a place in a list of documents": ("{day} of 3 DOCUMENTS\nVirtual News\n{title}", ""),
    "a code": ("2024010{day}-01-00{day}\t{title}", ""),
}
ENDS = ["an address below", "the source and its date below", "the number of a database below"]
ROWS = ["----------", "=====", "* * * * *", "※※※", "————————", "\f", "===== 第2篇 =====", "--- 2.txt ---"]


def put_together(articles, between="\n\n"):
    """Join articles into a file; the lines where all but the first begin."""
    starts = [len(between.join([*articles[:at], ""]).split("\n")) for at in range(1, len(articles))]
    return between.join(articles), starts


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_the_first_article_comes_again(head):
    """Whatever tells it from a heading: a date, a source, a field, a number of its own."""
    above, below = HEADS[head]
    articles = [
        "\n".join(
            [above.format(day=day, title=title), TEXT, TEXT, *([below.format(day=day)] if below else [])]
        )
        for day, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    text, starts = put_together(articles)
    found = find_boundaries(text)
    assert [edge.line for edge in found] == starts
    assert all(edge.rule == "tail_again" for edge in found) == (head in ENDS)


@pytest.mark.parametrize("row", ROWS)
def test_titles_stand_below_rows_of_signs(row):
    """Also where there is but one, with or without a blank line around it."""
    articles = [f"{title}\n{TEXT}\n{TEXT}" for title in TITLES]
    for several, gap in ((articles, "\n"), (articles[:2], "\n\n")):
        text, starts = put_together(several, f"{gap}{row}{gap}")
        assert [(edge.line, edge.rule) for edge in find_boundaries(text)] == [(start, "below_row") for start in starts]


@pytest.mark.parametrize(
    "parts",
    [
        [TEXT, TEXT],
        ["一、培育产业\n" + TEXT, "二、稳定链条\n" + TEXT],
        ["> 引一句话\n" + TEXT, "![图](a.png)\n" + TEXT],
        [TITLES[1] + "\n" + TEXT, TEXT],
    ],
)
def test_rows_inside_an_article_begin_none(parts):
    """Text, numbered headings, quotations and pictures below them; nor do some of the rows where others have text."""
    assert find_boundaries("\n----------\n".join([f"{TITLES[0]}\n{TEXT}", *parts])) == []


def test_one_rule_of_markdown_and_front_matter_begin_none():
    """Two might part articles; the end of front matter is none of them."""
    text = f"{TITLES[0]}\n\n{TEXT}\n\n---\n\n{TITLES[1]}\n\n{TEXT}"
    assert find_boundaries(text) == []
    assert find_boundaries(f"---\nlayout: post\ntitle: {TITLES[2]}\ndescription: {TEXT}\n---\n\n{text}\n") == []
    assert len(find_boundaries(f"{text}\n\n---\n\n{TITLES[2]}\n\n{TEXT}")) == 2


def test_front_matter_again_begins_an_article():
    """Its first field does; what else stands between two rules does not, nor does an example of front matter."""
    articles = [f"---\ntitle: {title}\ndate: 2024-01-02\n---\n\n{TEXT}\n\n{TEXT}" for title in TITLES[:2]]
    found = []
    ruled = [
        "记者：何时？", "来源：虚拟日报", "作者: 林晓，虚拟大学教授", "idea: something new", "public: debt", "title: demo", "date: now",
    ]  # fmt: skip
    for text in (
        "\n\n".join(articles),
        *(f"{articles[0]}\n\n---\n{line}\n---\n\n{TEXT}\n\n{TEXT}" for line in ruled),
        f"{articles[0]}\n\n```yaml\n---\ntitle: demo\ndate: now\n---\n```\n\n{TEXT}\n\n{TEXT}",
        f"{articles[0]}\n\n---\n来源：虚拟日报\n---",
    ):
        found.append([(edge.line, edge.rule) for edge in find_boundaries(text, marks=find_layout_marks(text))])
    assert found == [[(11, "head_again")], *[[] for _ in ruled], [], []]


def test_what_heads_each_page_or_day_of_one_article_begins_none():
    """The running head of a print, sections of a text whose title is marked, the days of a chronicle."""
    pages = "\f".join(f"虚拟日报社论选\n{TEXT}" for _ in TITLES)
    sections = "\n\n---\n\n".join(f"## {title}\n\n{TEXT}" for title in TITLES)
    days = "\n".join(f"2024年1月{day}日\n{TEXT}" for day in (1, 2, 3))
    for text in (pages, f"# 规划\n\n{sections}", days, f"大事记\n{TEXT}\n{days}"):
        assert find_boundaries(text) == []


def test_headings_alone_are_no_heads():
    """Titles above paragraphs are headings of one article; a work named twice is none either."""
    assert find_boundaries("\n".join(f"{title}\n{TEXT}\n{TEXT}" for title in TITLES)) == []
    assert find_boundaries("\n".join(f"《{title}》\n{TEXT}\n{TEXT}" for title in TITLES[:2])) == []
