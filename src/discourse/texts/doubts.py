"""What was understood is doubted: places a reader should look at."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import groupby, islice, pairwise, takewhile
from typing import NamedTuple

from discourse.texts.characters import CONTAINS_HAN, ENDS_SENTENCE, HAN
from discourse.texts.cleaning import has_gaps, is_parted
from discourse.texts.layout.blocks import COUNTED, LineBlock, is_full
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.facts import PLAIN_LENGTH
from discourse.texts.layout.roles import may_be_name
from discourse.texts.layout.rules import LEVELS, normalize_line
from discourse.texts.layout.speech import role_of_label
from discourse.texts.numerals import NUMERALS, read_numeral

QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "【": "】"}
DOUBLE = '“”"'
# What a quotation of several paragraphs stands in, and how many these are.
LONG_QUOTATIONS, LONGEST_QUOTATION = "“「『", 8
# Prints mix the widths of brackets.
BRACKETS = {"(": "（", ")": "）"}
HALF_WIDTH = re.compile("[()]")
# What closes and was never opened, 1) or :), where it is not in brackets.
CLOSES_ALONE = re.compile(rf"([(（][^()（）]*[)）])|(?:^|[;；])\s*(?:[\da-zA-Z]|[{NUMERALS}]){{1,3}}[)）]|[:：]-?[)）]")
# Punctuation that no line begins with, imprint so long that words may be lost in it.
MIDWAY, LONG_IMPRINT = "，。；、：！？）》”’」』】,;:!?)", 60
# How sure a kind must be.
SURE = 0.88
# Imprint that may be as long as a paragraph.
LONG_BY_NATURE = {
    "imprint_copyright", "imprint_rights", "imprint_notice", "imprint_notes", "imprint_caption_mark",
    "imprint_copied_from",
}  # fmt: skip
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
# What tells speech by nothing of its own.
WITHOUT_LABELS = {"question_without_label", "after_question"}
# What tells a heading by nothing of its own.
BY_NEIGHBOURS = {"heading_between_paragraphs", "likely_heading"}
# However long an address is, no words are lost in it.
ADDRESS = re.compile(r"https?://[^\s)）]+")
# A source or a reporter ahead of a paragraph, with a mark behind: 虚拟网消息（新闻联播）：, 虚拟快讯（记者 林晓）.
SOURCE_AHEAD = re.compile(
    r"[【(]?[^。,;:!?“]{1,24}(?:消息|讯|电|报道|专稿|记者)(?:[ /(][^。,;:!?]{0,16})?[)】:](?=.)", re.DOTALL
)
# What a question begins with that goes on from the paragraph above it.
ASKS_ON = re.compile(r"那|但|可是?|而|所以|因此|然而|于是|难道|其实|不过|再说|何况|既然")
# A label of English, alone on its line.
ENGLISH_LABEL = re.compile(r"[A-Z][\w .&'’-]{1,40}:")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[’‘]")
BRACKETS_LAST = re.compile(r"(?<=[^)）\]\n])(?:[(（\[][^()（）\[\]]*[)）\]])+\s*$")
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
    "beside_text": ("stands in a box or a margin beside the text: a part of it?", 'kind = "imprint"'),
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

    They are of one kind by one rule, and stand in a row, or begin with the same bracket or kind of number. Speech
    without labels is alike all over the text: who asks and who answers there is one question.
    """
    groups: dict[tuple, list[LineBlock]] = {}
    # What stands in the text again is no words lost.
    again = "imprint_pull_quote"
    alike = groupby(
        blocks, lambda block: block.kind_certainty >= SURE or block.rule == again or (block.rule, block.kind)
    )
    for number, (told, row) in enumerate(alike):
        for block in row if told is not True else ():
            opening = block.facts.number or (block.normalized[0] if block.normalized[0] in OPENING else "")
            key = opening or ("" if block.rule in WITHOUT_LABELS else number)
            if block.line not in lines:
                groups.setdefault((told, key), []).append(block)
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
    """Doubt the second paragraph below the name of a box that stands alone: nothing tells where the box ends.

    What a page prints in a box or a margin beside its text, and is counted, is doubted once a box.
    """
    for in_box, row in groupby(blocks, lambda block: block.mark == "box"):
        counted = (block for block in row if in_box and block.kind not in ("imprint", "title"))
        for block in islice(counted, 1):
            yield doubt(block, "beside_text")
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
    unlabelled = [block for block in openings if block.rule in ("question_without_label", "question_before_label")]
    yield from (doubt(block, "question_without_label", note=block.note) for block in unlabelled[:1])
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


def doubt_lone_question(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt the only line that asks above a long paragraph, in a text where nobody speaks."""
    alone = [
        block for block, after in pairwise(blocks)
        if block.rule == "no_turns" and block.facts.asks and len(block.text) <= PLAIN_LENGTH
        and not ASKS_ON.match(block.normalized)
        and is_full(after) and len(after.text) > LONG_ANSWER and after.kind == "body"
    ]  # fmt: skip
    if len(alone) == 1 and not any(block.opens_turn for block in blocks):
        yield doubt(alone[0], "question_alone")


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
    numbers = Counter(block.facts.number for block in asking if block.facts.number)
    for block in asking:
        if block.section and block.section not in filled:
            yield doubt(block, "section_without_text")
        told = numbers[block.facts.number] > 1 or block.rule in ("heading_mark", "heading_tagged")
        if len(block.text) > PLAIN_LENGTH and not told:
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


def find_long_quotations(blocks: list[LineBlock]) -> set[tuple[int, str]]:
    """Find the places of paragraphs that a quotation of several fills, with its mark: not a broken line."""
    found = set()
    for mark in LONG_QUOTATIONS:
        begun: int | None = None
        for at, block in enumerate(blocks):
            # Each of its paragraphs may begin with one.
            again = begun is not None and block.text[0] == mark
            open_marks = block.text.count(mark) - block.text.count(QUOTES[mark]) - again
            if open_marks > 0 and begun is None and block.facts.ends_sentence:
                begun = at
            elif open_marks < 0 and begun is not None:
                found |= {(within, mark) for within in range(begun, at + 1) if at - begun <= LONGEST_QUOTATION}
                begun = None
    return found


def doubt_marks(blocks: list[LineBlock]) -> Iterator[Doubt]:
    """Doubt marks that one line leaves open, a source ahead of the text, and imprint long enough to be text."""
    quoted = find_long_quotations(blocks)
    for at, block in enumerate(blocks):
        text = CLOSES_ALONE.sub(lambda found: found[1] or "", APOSTROPHE.sub("", block.text))
        text = HALF_WIDTH.sub(lambda mark: BRACKETS[mark[0]], text)
        # “甲" and ”甲” are in pairs, though of the wrong signs: nothing was lost.
        pairs = sum(map(text.count, DOUBLE)) % 2 == 0
        odd = [
            mark
            for mark, close in QUOTES.items()
            if text.count(mark) != text.count(close) and not (pairs and mark in DOUBLE) and (at, mark) not in quoted
        ]
        if odd and block.kind in COUNTED and block.rule != "point_inside_line":
            yield doubt(block, "open_quotes", marks="".join(odd))
        if level_of(block.rule) == "left_over" and SOURCE_AHEAD.match(block.normalized):
            yield doubt(block, "source_left")
        long = len(re.findall(r"\w", ADDRESS.sub("", block.text))) > LONG_IMPRINT
        if block.kind == "imprint" and long and block.rule not in LONG_BY_NATURE:
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
        if block.text[-1] in QUOTES.values() and after.text[0] in QUOTES:
            # Words of several people, one a line.
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
    doubt_labels, doubt_headings, doubt_lone_question, doubt_heading_numbers, doubt_points, doubt_marks, doubt_breaks,
    doubt_words,
)  # fmt: skip
