"""Where another article of a file may begin, with the evidence."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from discourse.texts.cleaning import line_counter
from discourse.texts.fact import fact
from discourse.texts.formats.markdown import FENCE, FRONT_KEY, FRONT_MATTER, NEXT_FRONT, TITLE_KEYS
from discourse.texts.layout.blocks import LineBlock, attach_marks, is_full, is_text, read_line_blocks
from discourse.texts.layout.facts import ADDRESS, TITLE_LENGTH
from discourse.texts.layout.foot import ABSTRACT, foot_start
from discourse.texts.layout.headings import IN_SERIES, LEAST_DOCUMENT, LONE_DATE, WORK
from discourse.texts.layout.imprint import mark_card_lines, mark_imprint
from discourse.texts.layout.rules import (
    BELOW_TITLE,
    DATE,
    END_MARKS,
    METADATA,
    NAMES,
    NEIGHBOURS,
    PRESS,
    SHORT_PIECES,
    match_prefix,
    match_rule,
    normalize_line,
)
from discourse.texts.layout.speech import Label
from discourse.texts.layout.turns import label_at
from discourse.texts.numerals import NUMERALS

# What is attached to a document begins below its end.
ATTACHED = re.compile(r"附[件录表] ?[\d一二三四五六七八九十]{0,3}:?")
# The names of who wrote a piece, behind its last sentence.
SIGNED = re.compile(rf"[。!?…][”’」』]? ?\((?:作者 ?: ?)?{PRESS}? ?{NAMES}\)$")
# The most lines of the head of an article, and how many articles of a file with a byline make a row of such.
HEAD_LINES, ROW_OF_ARTICLES = 4, 3
# Where so many lines stand between paragraphs as titles do, they are headings and captions of one article.
ROW_OF_PARTS = 3
# Evidence that does not count in such a row, and in a page whose title is marked.
WITHOUT_BYLINE = {"short_piece", "dispatch", "two_lines", "no_question"}
BELOW_MARKED_TITLE = {"short_piece", "two_lines", "no_question", "after_end", "dispatch"}
# What a line of a head may be by its form, beside what a page prints and the fields of a card.
HEAD_FORMS = {
    "piece": re.compile(
        rf"【?(?:第[\d{NUMERALS}]+[篇号]|(?:篇|文章)[\d{NUMERALS}]+)】?(?: ?[:、.] ?.*| .*)?|\d+ of \d+ DOCUMENTS?|"
        r"#\d+ .*"
    ),
    "work": re.compile(r"(?:\d+[、.] ?)?《[^《》]{4,60}》(?: ?\([^()]{4,40}\))?"),
    "code": re.compile(r"\d{6,}(?:-\d+){1,3} \S.*"),
    "author": re.compile(rf"[□■○●◎△▲◇◆] ?{NAMES}"),
    "dated": re.compile(rf"[\[(]?{DATE}[\])]?:? ?[^。;]{{4,60}}|[^。;]{{4,60}}[ (]{DATE}\)?"),
}
# A row of one sign, also around words; one that is a rule of Markdown, and the most lines of a head.
ROW = re.compile(r"(?P<sign>[^\w\s])(?: ?(?P=sign)){2,}+(?:.*(?P=sign))?")
LONGEST_HEAD = 8
# A line that is like the last of the file stands for such a row; figures, and signs of Markdown, are no difference.
TAIL, COUNTS, MARKS = "tail", re.compile(r"\d+"), re.compile(r"^[>#*_ ]+(?!\d)|\*\*")
ASKS = re.compile(rf"[^。!?;]{{2,{TITLE_LENGTH}}}[!?]+[”’」』]?")
# A line of Markdown that is no title: quoted, a picture, a table, an item of a list; a heading with a number.
MARKED = re.compile(rf"[>!|]|[*+-] |[#*_ ]*(?:\d|[{NUMERALS}]+(?:[*_ 、]|$))")
RULED = re.compile(r"-{3}|_{3}|\*{3}|\* \* \*")
# A title tells no head from a heading; one of a work might be either, unless there are several.
PLAIN_FORMS = {"title", "number"}
DOUBTFUL_FORMS = PLAIN_FORMS | {"work", "dated", "imprint_source"}
TITLED = {"title", "work", "piece", "code", "dated", "field_title"}


class Boundary(NamedTuple):
    """A line where another article may begin: its line, offset and words, the evidence, and its rule."""

    line: int
    start: int
    text: str
    note: str
    rule: str


class HeadLine(NamedTuple):
    """A line as it might stand in the head of an article: its form, and what parts it from the lines above.

    That is the sign of a row, a rule of Markdown, the end of a page, `TAIL`, or nothing.
    """

    block: LineBlock
    form: str | None
    row: str


class Place(NamedTuple):
    """A line where an article may begin: it, the line before and the three after its head, how many lines that has.

    A head are the lines in a row that might be a title and what belongs to it; a line that might be none has one.
    `question_after` tells whether the next line asks, `questions` how many of the titles before stand above a question,
    `full` how many paragraphs the article before has so far, `signed` whether several of the file are signed each, and
    `dated` whether the first has its date alone below its title.
    """

    block: LineBlock
    before: LineBlock
    after: list[LineBlock]
    is_title: bool
    title_before: bool
    lines: int
    question_after: bool
    questions: int
    full: int
    signed: bool = False
    dated: bool = False

    def boundary_rules(self) -> Iterator[str]:
        """Give the evidence that an article begins at a place, as keys of `BOUNDARIES`, the clearest first."""
        block, after = self.block, self.after
        free = block.kind is None
        if block.normalized.startswith("(上接"):
            yield "continued"
        if (self.lines > 1 or any(line.kind is None for line in after)) and match_rule(NEIGHBOURS, block.normalized):
            yield "links"
        asks = block.facts.label is not None and block.facts.label.role
        alone = free and self.lines == 1 and not (asks or self.question_after)
        if alone and after and is_full(after[0]) and match_rule(SHORT_PIECES, block.normalized):
            yield "short_piece"
        if free and not self.is_title and not self.title_before and self.full > 1 and block.facts.dateline:
            yield "dispatch"
        if self.is_title and not ATTACHED.fullmatch(block.normalized):
            yield from self.title_boundary_rules()

    def title_boundary_rules(self) -> Iterator[str]:
        """Give the evidence of what stands around a line that might be a title, the clearest first."""
        block, after = self.block, self.after
        signed = re.fullmatch(NAMES, block.normalized)
        if self.before.kind == "imprint" and self.before.rule in END_MARKS and not signed and self.full > 1:
            yield "after_end"
        if self.signed and SIGNED.search(self.before.normalized) and not signed:
            yield "after_signature"
        if self.above_byline() or (self.dated and self.above_date()):
            yield "above_byline"
        text = next((line for line in after if line.kind is None), None)
        if text and text.facts.dateline:
            yield "above_dateline"
        ended = self.before.facts.ends_with_mark or self.before.kind is not None
        above_text = bool(after) and after[0].kind is None and is_full(after[0])
        if self.lines == 2 and not self.title_before and ":" not in block.normalized and ended and above_text:
            yield "two_lines"
        if self.questions > 1 and not self.question_after:
            yield "no_question"

    def may_head_part(self) -> bool:
        """Tell whether one or two lines that might be a title stand above a paragraph, and say no more than that."""
        return self.is_title and not self.title_before and self.lines < HEAD_LINES - 1 and not self.above_byline()

    def above_date(self) -> bool:
        """Tell whether a date stands alone below a title, and a paragraph below that."""
        below = self.after[:2]
        alone = below and below[0].kind is not None and LONE_DATE.fullmatch(below[0].normalized) is not None
        return self.is_title and bool(alone) and len(below) > 1 and is_text(below[1])

    def above_byline(self) -> bool:
        """Tell whether a byline or a stamp stands below a head; a name may stand between."""
        below = self.after[:2]
        near = {line.rule for line in below if line.kind and not LONE_DATE.fullmatch(line.normalized)}
        return not BELOW_TITLE.isdisjoint(near) and bool(below[0].kind or below[0].facts.name)


def find_boundaries(text: str, *, marks: Iterable = ()) -> list[Boundary]:
    """Find lines where another article of the file may begin, with the evidence, for `starts_at` and `ends_before`.

    `marks` are what the file's layout says of spans of `text` (see `find_structure`). `rule` is a key of `BOUNDARIES`.

    >>> full = "推进新型工业化是一项系统工程，要坚持稳中求进，统筹发展和安全，把各项部署落到实处，不断取得成效。"
    >>> text = "\\n".join(["题目", full, full, "（责任编辑：林晓）", "另一个题目", full, full])
    >>> [(found.line, found.text, found.rule) for found in find_boundaries(text)]
    [(5, '另一个题目', 'after_end')]
    """
    marks = [*marks]
    blocks = read_line_blocks(text, line_counter(text))
    for step in (partial(attach_marks, marks=marks), mark_card_lines, mark_imprint):
        blocks = step(blocks)
    return FileOfArticles(text, blocks, any(mark[2] == "title" for mark in marks)).boundaries()


class FileOfArticles:
    """The lines of a file that may hold several articles, and what it tells as a whole of the evidence for each."""

    def __init__(self, text: str, blocks: list[LineBlock], title_marked: bool):
        self.text, self.blocks, self.title_marked = normalize_line(text), blocks, title_marked
        front = FRONT_MATTER.match(text)
        self.front_end = front.end() if front else 0
        # What a page prints below its article are no articles of the file.
        foot = {block.start for block in blocks[foot_start(blocks) :]}
        self.places = [place for place in self.read_places() if place.block.start not in foot]

    def boundaries(self) -> list[Boundary]:
        """Find where articles begin; the first does where the file does."""
        found, asked_before, full = list[Boundary](), 0, 0
        for place in self.places[1:]:
            block = place.block
            told = place._replace(
                questions=place.questions - asked_before,
                full=full,
                signed=self.signed,
                dated=self.places[0].above_date(),
            )
            # Below a heading of the file a dispatch is a piece of it.
            unfit = self.ignored | ({"dispatch"} if block.start in self.below_headings else set())
            # Links below which no text stands are at the foot of the page.
            unfit |= {"links"} if block.start > self.last_text else set()
            rule = next((rule for rule in told.boundary_rules() if rule not in unfit), None) if full else None
            rule = None if rule and self.is_document(block) else rule
            rule = "title_again" if full and block.start in self.titles else rule
            if rule:
                ends = place.before.text[-16:] if rule == "after_signature" else place.before.text[:16]
                note = BOUNDARIES[rule].format(before=ends)
                found.append(Boundary(block.line, block.start, block.text[:40], note, rule))
                asked_before, full = place.questions, int(rule == "links")
            full += block.kind is None and not place.is_title and is_full(block)
        # A text that tells its parts alike, and nothing else of them, is one article.
        alike = sum(place.may_head_part() for place in self.places) >= ROW_OF_PARTS
        weak = alike and all(edge.rule in WITHOUT_BYLINE for edge in found)
        return self.first_of_each([edge for edge in found if not (weak and edge.rule == "two_lines")])

    def first_of_each(self, found: list[Boundary]) -> list[Boundary]:
        """Join what was found line by line with the heads that come again; of each article, keep the first."""
        repeated = self.below_rows | dict.fromkeys(self.heads_again | self.fronts_again, "head_again")
        if not repeated:
            return found
        edges = [edge for edge in found if edge.rule not in WITHOUT_BYLINE]
        for before, block in pairwise(self.blocks):
            if rule := repeated.get(block.start):
                note = BOUNDARIES[rule].format(before=before.text[:16])
                edges.append(Boundary(block.line, block.start, block.text[:40], note, rule))
        first, passed = list[Boundary](), 1
        for edge in sorted(edges, key=lambda edge: edge.start):
            if (above := bisect(self.full, edge.start - 1)) > passed:
                first.append(edge)
            passed = above
        return first

    @fact
    def head_lines(self) -> list[HeadLine]:
        """The lines that are no rows of signs, each with what it is in a head, and what parts it from those above."""
        lines, row, end = list[HeadLine](), "", 0
        for block in self.blocks:
            row = "\f" if "\f" in self.text[end : block.start] else row
            end = block.end
            # A row of signs, or one around a number or the name of a file.
            if block.kind == "imprint" and ROW.fullmatch(block.text):
                row = block.text if RULED.fullmatch(block.text) else block.text[0]
                row = row if block.start >= self.front_end else ""
            else:
                lines.append(HeadLine(block, head_form(block, label_at(block)), row))
                row = TAIL if self.ends_as_file(block) else ""
        return lines

    def ends_as_file(self, block: LineBlock) -> bool:
        """Tell whether a line is such as the last of the file: of its rule of imprint, or the same but for figures."""
        last = self.blocks[-1]
        if block.kind == last.kind == "imprint":
            return block.rule == last.rule
        short = block.kind is None and max(len(block.text), len(last.text)) <= TITLE_LENGTH
        return short and COUNTS.sub("0", block.text) == COUNTS.sub("0", last.text) != last.text

    def head_at(self, at: int) -> tuple[str, ...]:
        """Give the forms of the lines from one on to the first of a text, one for those of a form in a row; or none."""
        near = self.head_lines[at : at + LONGEST_HEAD]
        forms = [*takewhile(bool, (line.form for line in near))]
        above_text = len(forms) < len(near) and is_full(near[len(forms)].block)
        return tuple(form for form, _ in groupby(forms)) if above_text else ()

    @fact
    def heads_again(self) -> set[int]:
        """Where the head of the first article comes again, by the forms of its lines, if they tell it from headings."""
        head = self.head_at(0)
        lines = enumerate(pairwise(self.head_lines), 1)
        # A line that only goes on with those of its form above begins no head.
        starts = {
            line.block.start for at, (above, line) in lines if above.form != line.form and self.head_at(at) == head
        }
        few = len(starts) < ROW_OF_ARTICLES - 1 and DOUBTFUL_FORMS.issuperset(head)
        # Days and sources alone stand above the parts of a chronicle, too.
        plain = PLAIN_FORMS.issuperset(head) or (TITLED | PLAIN_FORMS).isdisjoint(head)
        return set() if few or plain or self.one_title else starts

    @fact
    def fronts_again(self) -> set[int]:
        """Where, in a file that begins with front matter, the first field of another stands.

        It has the title and another field of the file's own, and is no example between rows of signs for code.
        """
        first, fronts = {*FRONT_KEY.findall(self.text[: self.front_end])}, list[re.Match]()
        for front in NEXT_FRONT.finditer(self.text, self.front_end) if {*TITLE_KEYS} & first else ():
            same = first.intersection(FRONT_KEY.findall(front[0]))
            if {*TITLE_KEYS} & same and len(same) > 1 and len(FENCE.findall(self.text, 0, front.start())) % 2 == 0:
                fronts.append(front)
        starts = [block.start for block in self.blocks]
        return {starts[at] for front in fronts if (at := bisect(starts, front.start())) < len(starts)}

    @fact
    def below_rows(self) -> dict[int, str]:
        """Where heads begin below rows of one sign, ends of pages or of articles, if below each; and by which rule."""
        below = defaultdict[str, list[LineBlock | None]](list)
        for at, line in enumerate(self.head_lines):
            if line.row and 0 < line.block.start <= self.full[-1]:
                head = self.head_at(at)
                plain = head[:1] == ("number",) or TITLED.isdisjoint(head) or MARKED.match(line.block.text)
                below[line.row].append(None if plain else line.block)
        found = dict[int, str]()
        for row, blocks in below.items():
            heads = [block for block in blocks if block]
            # What heads each page again is no title; and one rule of Markdown may stand anywhere.
            distinct = len({head.normalized for head in heads}) == len(blocks)
            if distinct and (len(heads) > 1 or not RULED.fullmatch(row)) and not self.one_title:
                rule = "tail_again" if row == TAIL else "below_row"
                found |= dict.fromkeys([head.start for head in heads], rule)
        return found

    @fact
    def full(self) -> list[int]:
        """Where the paragraphs begin that no rule knows; the first place stands for none."""
        own = (block for block in self.blocks if block.start >= self.front_end and block.kind is None)
        return [0, *(block.start for block in own if is_full(block))]

    @fact
    def ignored(self) -> set[str]:
        """Evidence that does not count in this file.

        Where articles have each a byline, what has none is a part of one; a page whose title is marked has one article.
        """
        bylined = sum(place.is_title and not place.title_before and place.above_byline() for place in self.places)
        return (WITHOUT_BYLINE if bylined >= ROW_OF_ARTICLES else set()) | (
            BELOW_MARKED_TITLE if self.one_title else set()
        )

    @fact
    def one_title(self) -> bool:
        """Whether the file marks one title, and so is one article."""
        return self.title_marked or len(self.heads) == 1

    @fact
    def heads(self) -> list[tuple[LineBlock | None, LineBlock]]:
        """The titles of Markdown, each behind the line above it."""
        pairs = zip([None, *self.blocks], self.blocks, strict=False)
        return [(above, block) for above, block in pairs if block.text.startswith("# ")]

    @fact
    def titles(self) -> set[int]:
        """Where those of a file of several begin, each below a line of dashes or of the page."""
        apart = all(before is None or before.kind == "imprint" for before, _ in self.heads)
        return {block.start for _, block in self.heads} if apart and len(self.heads) > 1 else set()

    def is_document(self, block: LineBlock) -> bool:
        """Tell whether a line is the title of what the text above it brings: 现将《…办法》印发给你们."""
        named = (match for match in self.works if match.start() < block.start and block.normalized in match["name"])
        return len(block.text) >= LEAST_DOCUMENT and next(named, None) is not None

    @fact
    def works(self) -> list[re.Match]:
        """The documents and other works that the file names."""
        return [*WORK.finditer(self.text)]

    @fact
    def last_text(self) -> int:
        """Where the last paragraph begins that is longer than the abstract of another article."""
        return max((block.start for block in self.blocks if is_text(block) and len(block.text) >= ABSTRACT), default=0)

    @fact
    def signed(self) -> bool:
        """Whether several paragraphs end with names in brackets: each article of the file names its authors so."""
        return sum(SIGNED.search(block.normalized) is not None for block in self.blocks) > 1

    @fact
    def below_headings(self) -> set[int]:
        """Where the lines begin that stand below a heading of the file, down to the first that ends a sentence."""
        starts, below = set(), False
        for block in self.blocks:
            if below:
                starts.add(block.start)
            # The file's own signs stand before a heading of Markdown.
            below = block.mark == "heading" or block.text[0] == "#" or (below and not block.facts.ends_sentence)
        return starts

    def read_places(self) -> Iterator[Place]:
        """Tell of each line what a boundary may be known by; a series of heads, with what they head, is in one."""
        blocks, labels = self.blocks, [label_at(block) for block in self.blocks]
        series = {at for find in IN_SERIES.values() for at in find(blocks)}
        near = {at + step for at in series for step in (-1, 0)}
        titles = [
            at not in near and may_head_article(*each) for at, each in enumerate(zip(blocks, labels, strict=True))
        ]
        titles.append(False)
        asked = [label is not None and label.role == "question" for label in labels[1:]] + [False]
        goes_on = [titles[at] or (b.kind is None and b.facts.is_subtitle) for at, b in enumerate(blocks)]
        asking = 0
        for at, block in enumerate(blocks):
            below = takewhile(bool, goes_on[at + 1 : at + HEAD_LINES])
            lines = 1 + len([*below]) * titles[at]
            if not {at - 1, at} & series:
                after = blocks[at + lines : at + lines + 3]
                yield Place(block, blocks[at - 1], after, titles[at], titles[at - 1], lines, asked[at], asking, 0)
            asking += titles[at] and asked[at]


def may_head_article(block: LineBlock, label: Label | None) -> bool:
    """Tell whether a line might be a title: short, no sentence, no numbered heading, no speech."""
    facts = block.facts
    told = block.kind or block.mark == "caption" or facts.number or facts.role or facts.is_subtitle or facts.tells
    speaks = label is not None and label.names_speaker
    words = any(map(str.isalnum, block.normalized))
    return words and not (told or speaks or facts.ends_with_mark or len(block.text) > TITLE_LENGTH)


def head_form(block: LineBlock, label: Label | None) -> str | None:
    """Tell what a line is in a head: by the rule of what a page prints, a field, its form; None of a text."""
    if block.kind is not None:
        return "address" if ADDRESS.fullmatch(block.text) else block.rule
    if is_text(block):
        # A title may ask or call.
        return "title" if label is None and ASKS.fullmatch(block.normalized) else None
    words = MARKS.sub("", block.normalized)
    if field := match_prefix(METADATA, words):
        return f"field_{field.lastgroup}"
    if told := next((form for form, pattern in HEAD_FORMS.items() if pattern.fullmatch(words)), None):
        return told
    forms = {"number": block.facts.number, "subtitle": block.facts.is_subtitle, "title": may_head_article(block, label)}
    return next((form for form, holds in forms.items() if holds), None)


# What the evidence is that another article begins, by its rule.
BOUNDARIES = {
    "head_again": "the lines of the head of the file's first article come again",
    "below_row": "a title-like line below a row of signs or the end of a page, as below all of them",
    "tail_again": "a title-like line below one such as the file's last, as below all of these ({before})",
    "continued": "continued from another page",
    "links": "links to other articles",
    "short_piece": "a short piece under a column's name or mark",
    "dispatch": "a dispatch begins without a title",
    "after_signature": "a title-like line below the names of authors ({before})",
    "after_end": "a title-like line after the end of an article ({before})",
    "above_dateline": "a title-like line above a dateline",
    "above_byline": "a title-like line above a byline or a stamp",
    "two_lines": "two short lines in a row",
    "title_again": "another title of the file, below a line of the page",
    "no_question": "no question follows, as one did after each heading before",
}
