"""What was understood is doubted: places a reader should look at, and where another article may begin."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import partial
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from discourse.texts.characters import CONTAINS_HAN, ENDS_SENTENCE, HAN
from discourse.texts.cleaning import has_gaps, is_parted, line_counter
from discourse.texts.fact import fact
from discourse.texts.layout.blocks import COUNTED, LineBlock, attach_marks, is_full, is_text, read_line_blocks
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.facts import PLAIN_LENGTH, TITLE_LENGTH
from discourse.texts.layout.foot import ABSTRACT, foot_start
from discourse.texts.layout.headings import IN_SERIES, LEAST_DOCUMENT, LONE_DATE, WORK
from discourse.texts.layout.imprint import mark_card_lines, mark_imprint
from discourse.texts.layout.roles import may_be_name
from discourse.texts.layout.rules import (
    BELOW_TITLE,
    END_MARKS,
    LEVELS,
    NAMES,
    NEIGHBOURS,
    PRESS,
    SHORT_PIECES,
    match_rule,
    normalize_line,
)
from discourse.texts.layout.speech import Label, role_of_label
from discourse.texts.layout.turns import label_at
from discourse.texts.numerals import NUMERALS, read_numeral

QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "【": "】"}
DOUBLE = '“”"'
# Punctuation that no line begins with, imprint so long that words may be lost in it.
MIDWAY, LONG_IMPRINT = "，。；、：！？）》”’」』】,;:!?)", 60
# How sure a kind must be.
SURE = 0.8
# A paragraph of a box is shorter.
SHORT_BOX = 160
# The fewest paragraphs of a last answer that may go on in what is no answer.
LONG_TURN = 4
# A paragraph so long may answer the line above it.
LONG_ANSWER = 80
# So many lines that begin with words that return, and a colon.
RETURNS = 4
# So many headings that all ask may be the questions of an interview without names.
ROW_OF_QUESTIONS = 3
# What tells a heading by nothing of its own.
BY_NEIGHBOURS = {"heading_between_paragraphs", "likely_heading"}
# However long an address is, no words are lost in it.
ADDRESS = re.compile(r"https?://[^\s)）]+")
# A source or a reporter ahead of a paragraph, with a mark behind: 虚拟网消息（新闻联播）：, 虚拟快讯（记者 林晓）.
SOURCE_AHEAD = re.compile(
    r"[【(]?[^。,;:!?“]{1,24}(?:消息|讯|电|报道|专稿|记者)(?:[ /(][^。,;:!?]{0,16})?[)】:](?=.)", re.DOTALL
)
# What is attached to a document begins below its end.
ATTACHED = re.compile(r"附[件录表] ?[\d一二三四五六七八九十]{0,3}:?")
# A label of English, alone on its line.
ENGLISH_LABEL = re.compile(r"[A-Z][\w .&'’-]{1,40}:")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[’‘]")
BRACKETS_LAST = re.compile(r"(?<=[^)）\]\n])(?:[(（\[][^()（）\[\]]*[)）\]])+\s*$")
# The names of who wrote a piece, behind its last sentence.
SIGNED = re.compile(rf"[。!?…][”’」』]? ?\({PRESS}? ?{NAMES}\)$")
JOIN = "or a correction that joins the lines"
MISSING_NUMBER = 'kind = "heading" on the line that lacks one, or kind = "body" here'
NUMBER = re.compile(rf"\d+|[{NUMERALS}]+")
DECIMAL = re.compile(r"\d+(?:\.\d+)+")
OPENING = "【《[(-"
# What stands between two words of a text that was parted into them, with its tag.
OTHER_SIGNS = "/|_#+"
SIGN = re.compile(rf"[\s{OTHER_SIGNS}]")
PARTING = re.compile(rf"(?<=[{HAN}])\s*(?P<mark>{SIGN.pattern})(?:[a-zA-Z]{{1,4}}\d?(?={SIGN.pattern}))?\s*(?=[{HAN}])")


# What each doubt is, by its rule, and what to declare if it is right.
DOUBTS = {
    "no_title": ("no title found", 'title = "{text}"'),
    "two_titles": ("two lines that may be the title", 'kind = "title", or title = "{text}"'),
    "speaks_once": ("speaker {speaker} speaks once", 'speaker = "…" or kind = "answer"'),
    "question_without_label": ("question without a label: {note}", 'kind = "answer" or "heading"'),
    "label_without_speech": ("a label without speech", 'kind = "body" or "heading"'),
    "name_alone": ("a name alone on its line: a label, or a line of the page?", 'kind = "imprint"'),
    "answer_without_question": ("answer without a question", 'kind = "question" or "body"'),
    "question_without_answer": ("question without an answer", 'kind = "answer" on the line where it begins'),
    "unread_label": ("{name}: begins {times} lines, and names nobody: a speaker?", 'speaker = "{name}"'),
    "question_runs_on": ("goes on behind a question: the answer?", 'kind = "answer"'),
    "question_alone": ("asks, above a long paragraph: a heading, a question?", 'kind = "heading" or "question"'),
    "turn_runs_on": ("the last answer has {number} paragraphs: does it end above?", 'kind = "body"'),
    "section_without_text": ("section without text", 'kind = "body" or "title"'),
    "headings_ask": ("all {number} headings ask: questions, with answers below?", 'kind = "question"'),
    "lone_heading": ("the only heading: or the words of a picture, a link?", 'kind = "imprint"'),
    "long_heading": ("heading of {length} characters", 'kind = "body" or "answer"'),
    "first_number": ("number: the first is {number}", MISSING_NUMBER),
    "number_left_out": ("number: {number} follows {before}", MISSING_NUMBER),
    "point_out_of_order": ("point {number} after point {point}", "point = {number}"),
    "point_alone": ("point {number} alone, or parted by commas from the next", "point = {number}"),
    "series_of_one": ("a series of one point", "point = 0"),
    "after_box": ("stands below the first paragraph of a box: still its words?", 'kind = "lead"'),
    "open_quotes": ("{marks} without its partner in the line", JOIN),
    "source_left": ("begins with a source or a reporter that is not cut off", "a correction that takes them out"),
    "long_imprint": ("{length} characters that are not counted ({note})", 'kind = "body"'),
    "begins_midway": ("begins with what ends a sentence: a broken line?", JOIN),
    "ends_midway": ("ends without a stop: a broken line?", f'kind = "heading", {JOIN}'),
    "parted": ("{mark!r} stands between its words (lines so: {lines})", "or a correction without them"),
    "short_lines": ("short lines without stops: a list or headings?", 'kind = "heading" or "imprint"'),
    "unsure": ("read as {kind}, as {share} of such lines are; else likely {instead}{more}", 'kind = "{instead}"'),
}  # fmt: skip


# The most lines of the head of an article, and how many articles of a file with a byline make a row of such.
HEAD_LINES, ROW_OF_ARTICLES = 4, 3
# Where so many lines stand between paragraphs as titles do, they are headings and captions of one article.
ROW_OF_PARTS = 3
# Evidence that does not count in such a row, and in a page whose title is marked.
WITHOUT_BYLINE = {"short_piece", "dispatch", "two_lines", "no_question"}
BELOW_MARKED_TITLE = {"short_piece", "two_lines", "no_question", "after_end", "dispatch"}


class Doubt(NamedTuple):
    """A place where the reading may be wrong: its line, its first words, why, what to declare if so, and the rule.

    `certainty` is how sure the kind of its paragraph is, which was read as `kind` and is likeliest else `instead`.
    """

    line: int
    what: str
    note: str
    declare: str
    rule: str
    certainty: float = 1.0
    kind: str = ""
    instead: str = ""


class Boundary(NamedTuple):
    """A line where another article may begin: its line, offset and words, the evidence, and its rule."""

    line: int
    start: int
    text: str
    note: str
    rule: str


def find_doubts(blocks: list[LineBlock]) -> list[Doubt]:
    """List what looks doubtful in an article's structure, by line; nothing declared is doubted.

    Each doubt has the first words of its line, a note, what to declare, and its rule, a key of `DOUBTS`. A kind that is
    not sure is doubted where its line is not for another reason, and once for lines alike in a row.

    >>> from discourse.texts.structure import find_structure
    >>> text = "题目\\n一、甲\\n内容。\\n三、乙\\n内容。"
    >>> found = find_doubts(find_structure(text, line_of=lambda offset: text.count("\\n", 0, offset) + 1))[0]
    >>> found.rule, found.note
    ('number_left_out', 'number: 三 follows 一')
    """
    declared = {block.line for block in blocks if block.declared}
    found = {doubt for judge in JUDGES for doubt in judge(blocks)}
    lines = {doubt.line for doubt in found}
    for first, *others in lines_alike(blocks, lines):
        more = f"; {len(others)} more like it below" if others else ""
        found.add(doubt(first, "unsure", share=f"{first.kind_certainty:.0%}", more=more))
    return sorted(doubt for doubt in found if doubt.line not in declared)


def lines_alike(blocks: list[LineBlock], lines: Container[int]) -> list[list[LineBlock]]:
    """List the blocks whose kind is not sure, but for those on `lines`, together those that are alike.

    They are of one kind by one rule, and stand in a row, or begin with the same bracket or kind of number.
    """
    groups: dict[tuple, list[LineBlock]] = {}
    alike = groupby(blocks, lambda block: block.kind_certainty >= SURE or (block.rule, block.kind))
    for number, (told, row) in enumerate(alike):
        for block in row if told is not True else ():
            opening = block.facts.number or (block.normalized[0] if block.normalized[0] in OPENING else "")
            if block.line not in lines:
                groups.setdefault((told, opening or number), []).append(block)
    return list(groups.values())


def doubt(block: LineBlock, rule: str, **details) -> Doubt:
    """Make a doubt about a block; `details` are what its note and its repair name."""
    instead = next(kind for kind in (block.instead, "body", "heading") if kind not in ("", block.kind))
    details |= {"text": block.text[:16], "kind": block.kind, "instead": instead}
    note, declare = (words.format(**details) for words in DOUBTS[rule])
    where = "" if rule == "no_title" else f"line = {block.line}, "
    sure = block.kind_certainty, block.kind or "", instead
    return Doubt(block.line, block.text[:16], note, where + declare, rule, *sure)


def doubt_title(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt an article without a title, and a second line below one: the first may be a kicker, or a menu."""
    yield from (doubt(block, "two_titles") for block in blocks if block.rule in ("second_title_line", "kicker"))
    if blocks and not any(block.kind == "title" for block in blocks):
        yield doubt(blocks[0], "no_title")


def doubt_boxes(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt the second paragraph below the name of a box that stands alone: nothing tells where the box ends."""
    for name, box, block in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if (name.rule, box.rule) == ("imprint_box", "box") and block.kind == "body" and len(block.text) < SHORT_BOX:
            yield doubt(block, "after_box")


def doubt_speakers(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt who speaks once where others speak again and again."""
    openings = [block for block in blocks if block.opens_turn]
    times = Counter(block.speaker for block in openings)
    head = "\n".join(block.text for block in takewhile(lambda block: not block.opens_turn, blocks))
    for block in openings:
        once = block.speaker and times[block.speaker] == 1 and max(times.values()) > 2
        # Each reporter asks once, and the head tells who takes part.
        told = once and (role_of_label(normalize_line(str(block.speaker))) or str(block.speaker) in head)
        if once and not told:
            yield doubt(block, "speaks_once", speaker=block.speaker)


def doubt_turns(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt what has no label, no answer or no question."""
    openings = [block for block in blocks if block.opens_turn]
    for block in openings:
        if block.rule in ("question_without_label", "question_before_label"):
            yield doubt(block, "question_without_label", note=block.note)
    if openings and openings[0].kind == "answer":
        yield doubt(openings[0], "answer_without_question")
    for at, block in enumerate(openings):
        unanswered = all(b.kind == "question" and b.speaker == block.speaker for b in openings[at + 1 : at + 2])
        if block.kind == "question" and unanswered and block.facts.asks:
            yield doubt(block, "question_without_answer")


def doubt_unread_labels(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt the words before a colon that return at the beginning of lines, but were taken for nobody's: below each
    heading the first.
    """
    keys = [None if block.opens_turn or block.kind not in COUNTED else read_key(block) for block in blocks]
    times, shown = Counter(filter(None, keys)), set[str]()
    again = {key for key, count in times.items() if count > 1}
    again = again if sum(times[key] for key in again) >= RETURNS else set()
    # Who takes part asks, too.
    asks = any(key in again and block.facts.asks for key, block in zip(keys, blocks, strict=True))
    for key, block in zip(keys, blocks, strict=True):
        shown = set() if block.kind == "heading" else shown
        if key in again and asks and key not in shown:
            shown.add(key)
            yield doubt(block, "unread_label", name=key, times=times[key])


def read_key(block: LineBlock) -> str | None:
    """Return the words before the colon of a line that may name somebody, without a number."""
    label = block.facts.label
    if label is None or label.start or not (label.names_speaker or may_be_name(label.key)):
        return None
    return label.key


def doubt_long_questions(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt what goes on behind a question that ended in one: the answer may begin there."""
    for block, after in pairwise(blocks):
        asked = block.kind == "question" and block.facts.asks and block.opens_turn
        if asked and after.rule == "continues_question" and not after.facts.asks and len(after.text) > len(block.text):
            yield doubt(after, "question_runs_on")


def doubt_last_turn(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt where the last answer ends that is far longer than all others: text of another kind may follow it."""
    said = Counter(block.turn for block in blocks if block.kind == "answer")
    last = max(said, default=0)
    longest = max((times for turn, times in said.items() if turn != last), default=0)
    if longest and said[last] >= max(LONG_TURN, 2 * longest):
        ends = [block for block in blocks if (block.kind, block.turn) == ("answer", last)]
        yield doubt(ends[-1], "turn_runs_on", number=said[last])


def doubt_labels(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt a label without speech, and a name alone on its line, unless its form tells what it is; a list once."""
    listed = False
    for block in blocks:
        label = block.facts.label
        name = label.name if label and label.speech == len(block.text) else block.facts.name
        told = block.kind in ("title", "imprint") or level_of(block.rule) == "own_form"
        if block.rule == "label_without_speech":
            yield doubt(block, "label_without_speech")
        alone = not told and ((name and CONTAINS_HAN.search(name)) or ENGLISH_LABEL.fullmatch(block.normalized))
        if alone and not listed and block.rule != "label_without_speech":
            yield doubt(block, "name_alone")
        listed = bool(alone)


def questions_above_answers(blocks: list[LineBlock]) -> list[LineBlock]:
    """Find the lines that ask, each above a long paragraph, in a text where nobody speaks."""
    return [
        block for block, after in pairwise(blocks)
        if block.rule == "no_turns" and block.facts.asks and len(block.text) <= PLAIN_LENGTH
        and is_full(after) and len(after.text) > LONG_ANSWER and after.kind == "body"
    ]  # fmt: skip


def doubt_headings(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt a section without text, a heading as long as a sentence, and once all that ask, where nobody speaks.

    So is the only heading of a text that nothing but the paragraphs around it told: mostly it is a caption.
    """
    filled = {block.section for block in blocks if block.kind in COUNTED}
    asking = [block for block in blocks if block.kind == "heading"]
    spoken = any(block.opens_turn for block in blocks)
    if len(asking) >= ROW_OF_QUESTIONS and not spoken and all(block.facts.last == "?" for block in asking):
        yield doubt(asking[0], "headings_ask", number=len(asking))
    if len(asking) == 1 and asking[0].rule in BY_NEIGHBOURS:
        yield doubt(asking[0], "lone_heading")
    alone = questions_above_answers(blocks)
    if len(alone) == 1 and not spoken:
        yield doubt(alone[0], "question_alone")
    for block in asking:
        if block.section and block.section not in filled:
            yield doubt(block, "section_without_text")
        if len(block.text) > PLAIN_LENGTH and block.rule not in ("heading_mark", "heading_tagged"):
            yield doubt(block, "long_heading", length=len(block.text))


def doubt_heading_numbers(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt numbers of headings that leave one out.

    They are counted inside the next higher heading, those like 2.1 inside what stands before their last point.
    """
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for block in [block for block in blocks if block.kind == "heading"]:
        level = block.facts.number
        found = NUMBER.search(block.normalized)
        if not level or not found or "百" in block.normalized[: found.end() + 1]:
            continue
        number = found.group() if level != "decimal" else DECIMAL.match(block.normalized).group()  # type: ignore[union-attr]
        inside, _, own = number.rpartition(".")
        value = int(own) if own.isdigit() else read_numeral(own)
        before, reached = last.get((level, inside), ("", 0))
        if value not in (1, reached + 1) and before:
            yield doubt(block, "number_left_out", number=number, before=before)
        elif value not in (1, reached + 1):
            yield doubt(block, "first_number", number=number)
        last = {
            (above, around): seen
            for (above, around), seen in last.items()
            if LEVELS[above] < LEVELS[level] or (above == level and around and number.startswith(f"{around}."))
        }
        last[level, inside] = number, value


def doubt_points(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt a point opener that opens none, for its number is not the next, and a series of one."""
    opened: list[LineBlock] = []
    reached: list[int] = []
    for block in blocks:
        opener = block.facts.opener if block.kind in COUNTED else None
        if not opener or not opener.sure:
            continue
        if opener.number != block.point:
            rule = "point_out_of_order" if block.point else "point_alone"
            yield doubt(block, rule, number=opener.number, point=block.point)
        elif opener.number == 1:
            opened.append(block)
            reached.append(1)
        elif opened:
            reached[-1] = opener.number
    yield from (doubt(block, "series_of_one") for block, last in zip(opened, reached, strict=True) if last == 1)


def doubt_marks(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt marks that one line leaves open, a source ahead of the text, and imprint long enough to be text."""
    for block in blocks:
        text = APOSTROPHE.sub("", block.text)
        # “甲" and ”甲” are in pairs, though of the wrong signs: nothing was lost.
        pairs = sum(map(text.count, DOUBLE)) % 2 == 0
        odd = [
            mark
            for mark, close in QUOTES.items()
            if text.count(mark) != text.count(close) and not (pairs and mark in DOUBLE)
        ]
        if odd and block.kind in COUNTED and block.rule != "point_inside_line":
            yield doubt(block, "open_quotes", marks="".join(odd))
        if level_of(block.rule) == "left_over" and SOURCE_AHEAD.match(block.normalized):
            yield doubt(block, "source_left")
        own = block.rule == "imprint_copyright" or len(re.findall(r"\w", ADDRESS.sub("", block.text))) <= LONG_IMPRINT
        if block.kind == "imprint" and not own:
            yield doubt(block, "long_imprint", length=len(block.text), note=block.note)


def doubt_breaks(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt a line that ends in mid-sentence, and one that begins in it; a list of short lines is doubted once."""
    shown = False
    for block, after in pairwise(blocks):
        if after.kind not in COUNTED | {"heading"} or after.start == block.end:
            continue
        if after.text[0] in MIDWAY:
            yield doubt(after, "begins_midway")
            continue
        goes_on = block.kind in COUNTED and after.kind == block.kind and not after.opens_turn
        # Behind the last sentence may stand who is charged with it, or a source: 。（各部门负责）
        if not goes_on or block.facts.ends_with_mark or ENDS_SENTENCE.search(BRACKETS_LAST.sub("", block.text)):
            continue
        if max(len(block.text), len(after.text)) > PLAIN_LENGTH:
            yield doubt(block, "ends_midway")
        elif not shown:
            shown = True
            yield doubt(block, "short_lines")


def doubt_words(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt once a text whose words are parted by blanks or signs: few words of a dictionary are found in it."""
    text = "\n".join(block.text for block in blocks if block.kind != "imprint")
    # In most texts so few blanks stand inside the lines that they part none.
    if not has_gaps(text) and not any(sign in text for sign in OTHER_SIGNS):
        return
    signed = [block for block in blocks if block.kind != "imprint" and SIGN.search(block.text)]
    parted = [block for block in signed if is_parted(block.text, PARTING)]
    if parted and (match := PARTING.search(parted[0].text)):
        yield doubt(parted[0], "parted", mark=match["mark"], lines=len(parted))


JUDGES = (
    doubt_title, doubt_boxes, doubt_speakers, doubt_turns, doubt_unread_labels, doubt_long_questions, doubt_last_turn,
    doubt_labels, doubt_headings, doubt_heading_numbers, doubt_points, doubt_marks, doubt_breaks, doubt_words,
)  # fmt: skip


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
        return [edge for edge in found if not (weak and edge.rule == "two_lines")]

    @fact
    def ignored(self) -> set[str]:
        """Evidence that does not count in this file.

        Where articles have each a byline, what has none is a part of one; a page whose title is marked has one article.
        """
        bylined = sum(place.is_title and not place.title_before and place.above_byline() for place in self.places)
        marked = self.title_marked or len(self.heads) == 1
        return (WITHOUT_BYLINE if bylined >= ROW_OF_ARTICLES else set()) | (BELOW_MARKED_TITLE if marked else set())

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


# What the evidence is that another article begins, by its rule.
BOUNDARIES = {
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
