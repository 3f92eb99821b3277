"""Pages copied whole: where the article stands among the lines that its page prints around it."""

import re
from typing import NamedTuple

from discourse.texts.characters import CONTAINS_HAN
from discourse.texts.layout.blocks import LineBlock, decide_open
from discourse.texts.layout.facts import TITLE_LENGTH
from discourse.texts.layout.imprint import CRUMBS, DATED, FOOT, PAGE, mark_above_title
from discourse.texts.layout.legends import ROSTER
from discourse.texts.layout.rules import HAN, MENU_ROW, normalize_line

# What a line that is no sentence costs the stretch it stands in, and what one of the page's own, against the characters
# of those that are sentences; the fewest characters of a sentence without a stop; the loss that ends a stretch.
COST, PAGE_COST, LEAST_CLAUSE, MOST_LOST = 20, 60, 30, 300
# How many lines the title stands above its date, or below a breadcrumb, at the most; its fewest Chinese characters, and
# those of one that is no item of a menu; how far it may stand below the first sentence, as it may end in a mark itself.
DATE_WITHIN, CRUMB_WITHIN, LEAST_TITLE, PHRASE, TITLE_INSIDE = 4, 3, 6, 10, 3
# What counts for it makes a line surely the title, of a text that may weigh less than the heaviest: at least this part;
# and what makes it that where the page begins with a line of its own.
SURE, LIKELY, SHARE = 6, 4, 0.3
# The fewest lines beside a text, and among them of menus, tools and the like, that show a page; the short lines of a
# menu that count as one of these.
LEAST_LINES, LEAST_SURE, SHORT, SHORT_LINES = 8, 3, 6, 5

# Who keeps a site may stand above the title, as its name does.
HOUSE = re.compile(rf"(?:{HAN}|[“”]){{4,34}}(?:研究院|研究所|研究中心|委员会|人民政府|办公厅|办公室|总局|[局厅部会])")

# What passes on a document, so many lines above it at the most, and the marks around its title.
ISSUED_WITHIN, TITLE_MARKS = 12, re.compile("[《》〈〉<>]")
# The title of a notice may be long, for it names another document.
LONGEST_DOCUMENT, OF_NOTICE = (
    120,
    re.compile(r"[^。;!?]*关于(?:印发|转发|发布|公布)[^。;!?]*的(?:通知|公告|决定|批复|函)"),
)
ISSUES = ("印发", "发布", "公布", "转发", "批转", "下发", "颁布")


class Stretch(NamedTuple):
    """A stretch of lines that is mostly sentences: its first, the one below its last, and what it weighs."""

    first: int
    last: int
    weight: int = 0


class CopiedPage:
    """The lines of a page that was copied whole: which of them is the title of its article, and where that stands."""

    def __init__(self, blocks: list[LineBlock]):
        self.blocks = blocks

    def locate_article(self, known: str) -> tuple[int | None, Stretch]:
        """Find the title of a page, and the stretch that is the article: the heaviest, or one below a sure title."""
        stretches = self.find_stretches()
        article = max(stretches, key=lambda stretch: stretch.weight, default=Stretch(0, len(self.blocks)))
        above = range(min(article.first + TITLE_INSIDE, len(self.blocks)))
        headlines = [at for at in above if self.may_be_headline(at, known)]
        scores = {at: self.score_title(at) for at in headlines}
        title = max(headlines, key=lambda at: (scores[at], len(self.blocks[at].text) > SHORT), default=None)
        if title is None or not scores[title]:
            return None, article
        # Directly below a breadcrumb stands the title, and a subtitle below it; what is above a title is shorter.
        longer = title - 1 in scores and 2 * len(self.blocks[title - 1].text) > len(self.blocks[title].text)
        if longer and title > 1 and self.blocks[title - 2].rule in CRUMBS:
            title -= 1
        if scores[title] >= SURE:
            below = [stretch for stretch in stretches if stretch.last > title]
            article = next((stretch for stretch in below if stretch.weight >= SHARE * article.weight), article)
        return title, article

    def find_stretches(self) -> list[Stretch]:
        """Find the stretches with the most sentences and the fewest other lines.

        Source: Finn, Kushmerick & Smyth (2001), Fact or fiction: Content classification for digital libraries.
        """
        found, first, last, total, most = [], 0, 0, 0, 0
        for at, weight in enumerate([*map(weigh_line, self.blocks), -MOST_LOST - 1], 1):
            total += weight
            if total > most:
                last, most = at, total
            elif total < 0 or most - total > MOST_LOST:
                found += [Stretch(first, last, most)] if most else []
                first, total, most = at, 0, 0
        return found

    def may_be_headline(self, at: int, known: str) -> bool:
        """Tell whether a line may be a title: some words, and no sentence, no row, no column's or author's name.

        Where the title is `known`, a line is, holds it, or most of it.
        """
        block, text = self.blocks[at], self.blocks[at].normalized
        # Only of what is short enough is the form asked: that takes time by the square of the length.
        fits = len(text) <= TITLE_LENGTH or (len(text) <= LONGEST_DOCUMENT and OF_NOTICE.fullmatch(text))
        if block.kind is not None or not fits or text[-1] in "。;,:" or block.facts.is_subtitle:
            return False
        if known not in text and not (known.startswith(text) and 2 * len(block.text) > len(known)):
            return False
        if len(CONTAINS_HAN.findall(text)) < LEAST_TITLE or any(sign in text for sign in (" > ", "|", "»")):
            return False
        if HOUSE.fullmatch(text):
            # Who issued a document signs it.
            return False
        words = TITLE_MARKS.sub("", text)
        above = [TITLE_MARKS.sub("", other.normalized) for other in self.blocks[max(0, at - ISSUED_WITHIN) : at]]
        if any(f"{verb}{words}" in line for verb in ISSUES for line in above):
            # 关于印发《…办法》的通知 stands above it.
            return False
        facts = block.facts
        # A sentence below another one is text: 感谢您的关心！.
        if facts.ends_sentence and at and self.blocks[at - 1].kind is None and self.blocks[at - 1].facts.ends_sentence:
            return False
        return not (
            MENU_ROW.fullmatch(text) or ROSTER.fullmatch(text) or facts.dateline or facts.column or facts.author
        )

    def score_title(self, at: int) -> int:
        """Count what speaks for a line as title: a date below it, a breadcrumb above, the line again, its length."""
        text = self.blocks[at].normalized
        below, above = self.blocks[at + 1 : at + 1 + DATE_WITHIN], self.blocks[max(0, at - CRUMB_WITHIN) : at]
        date = next((DATE_WITHIN - n for n, other in enumerate(below) if other.rule in DATED), 0)
        crumbs = [
            other.rule in CRUMBS
            or other.normalized[0] in ">»"
            or other.facts.column == "site"
            or HOUSE.fullmatch(other.normalized) is not None
            for other in reversed(above)
        ]
        crumb = next((CRUMB_WITHIN - n for n, known in enumerate(crumbs) if known), 0)
        again = any(text in other.normalized for other in self.blocks[:at] + below)
        phrase = len(text) >= PHRASE and (date or crumb or again)
        # Twice in a row it stands in the name of the page, and above the text.
        twice = any(other.normalized == text for other in below[:1])
        return min(date, CRUMB_WITHIN) + crumb + 2 * (again + twice) + bool(phrase)

    def is_below_page(self, at: int) -> bool:
        """Tell whether a sure title stands below lines of a page, be they few: one that is known, or a short menu."""
        above = self.blocks[:at]
        sure = any(block.rule in PAGE or block.facts.column or MENU_ROW.fullmatch(block.normalized) for block in above)
        short = sum(len(block.text) <= SHORT and not block.facts.ends_with_mark for block in above)
        begins = self.blocks[0].rule in PAGE
        return self.score_title(at) >= (LIKELY if begins else SURE) and (sure or short >= SHORT_LINES)


def mark_around_article(blocks: list[LineBlock], *, title: str | None) -> list[LineBlock]:
    """Mark what a page that was copied whole prints above the title of its article, and below the text.

    Where the `title` is known, by the manifest or the head of a reader service, it is looked for among the lines.
    """
    known = title or next((block.text for block in blocks if "title" in (block.mark, block.kind)), "")
    page = CopiedPage(blocks)
    at, article = page.locate_article(normalize_line(known))
    if at is not None and (shows_page(blocks[: article.first], menu=True) or page.is_below_page(at)):
        mark_above_title([block for block in blocks[:at] if block.mark != "title"])
        if not known:
            blocks[at].decide("title", "title_of_page")
    # Above the line of its editors an article goes on in whole sentences.
    edited = next((n for n in range(article.last, len(blocks)) if blocks[n].rule == "imprint_editors"), 0)
    last = max(
        (n + 1 for n in range(article.last, edited) if weigh_line(blocks[n]) >= LEAST_CLAUSE), default=article.last
    )
    foot = next((n for n in range(last, len(blocks)) if blocks[n].rule in FOOT), len(blocks))
    decide_open(blocks[foot:] if shows_page(blocks[foot:]) else [], "imprint_below_text")
    return blocks


def shows_page(blocks: list[LineBlock], *, menu: bool = False) -> bool:
    """Tell whether lines beside a text are those of a page: many, and some surely; in a `menu` some are short."""
    if len(blocks) < LEAST_LINES:
        return False
    sure = sum(block.rule in PAGE for block in blocks)
    short = sum(len(block.text) <= SHORT and not block.facts.ends_with_mark for block in blocks) if menu else 0
    return sure > 0 and sure + short // SHORT_LINES >= LEAST_SURE - menu


def weigh_line(block: LineBlock) -> int:
    """Weigh a line: its characters if it is a sentence, else what it costs."""
    if block.rule in PAGE:
        return -PAGE_COST
    text = block.normalized
    sentence = block.facts.ends_sentence or (len(text) >= LEAST_CLAUSE and "," in text)
    return len(text) if block.kind is None and sentence else -COST
