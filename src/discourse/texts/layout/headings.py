"""Headings: short lines that end without a stop, numbered, before a question, or between full paragraphs."""

import re
from collections import defaultdict
from itertools import chain, groupby, pairwise
from operator import attrgetter

from discourse.texts.fact import fact
from discourse.texts.layout.blocks import LineBlock, has_short_paragraphs, is_full, is_text, item_details
from discourse.texts.layout.facts import HEADING_LENGTH, PLAIN_LENGTH, TITLE_LENGTH
from discourse.texts.layout.rules import BELOW_TITLE, DATE, HEADINGS, NOT_SPEAKERS, PERSONS, WORK_LINE, match_rule
from discourse.texts.numerals import NUMERALS, read_numeral

# The most characters of a numbered heading that is a sentence, and of a numbered heading.
SENTENCE_LENGTH, NUMBERED_LENGTH = 20, TITLE_LENGTH
# The fewest characters of a paragraph that is long, and of a line that tells below the title what the text is about.
LONG_PARAGRAPH, LEAST_DECK, LONGEST_DECK = 100, 8, 150
# A field and its value, 地点：虚拟县, are no clauses; nor are words and whose picture they describe.
CLAUSES = re.compile("(?![^:]{1,6}:)(?!.*://)(?:.*[,;。]|.{9,}:).{4,}(?<!资料|供图)")
LONE_SENTENCE = re.compile(r"[^。!?;:,“”\"]{4,24}。")
# Not 他说：, 如下：, which what follows completes.
COLON_LINE = re.compile(r"[^。!?;:,、“”\"]{2,16}(?<![说道称示为问答出到绍下括是有写喊想讲])(?<!各位):")
# A question that asks on, or is no more than its word, heads nothing.
ASKS_ON = re.compile(
    r"(?:那么?|而|但|可|难道|所以|何况|不过|于是|然后|结果|况且).*|[^?]{1,4}\?|.*呢\?|[^:]{2,}问(?:道|[他她我你][^:]{0,3})?:.*"
)
# Beside other headings one may end in an exclamation mark.
EXCLAIMED, UNNUMBERED = re.compile(r"[^。!?;:,“”\"]{3,20}!"), {"heading_between_paragraphs", "heading_question"}
# The number of a picture, above what it shows, and who says what stands below.
NO_PAIR = re.compile(r"(?:附?[图表]|图片|Fig(?:ure|\.)?|Table) ?(?:\d|[一二三四五六七八九十]).*|[^ ]{1,6}[说道]$")
MAY_BE_DECK = {"heading_between_paragraphs", "heading_long"}
NUMBERED = {f"heading_{rule.name}" for rule in HEADINGS} | {"heading_alone"}
LONE_DATE = re.compile(DATE)
# Who speaks, like 嘉宾一, beside what PERSONS names.
NOT_WHO = "(?<!嘉宾|选手|歌手|孩子|同志|代表|群众|干部|护士|乘客|顾客|游客|老板|司机|民警|警察|家长|村长)"
# 误区一：…, 短板之二：….
COUNTED_LINE = re.compile(
    rf"(?!第)(?P<of>[\u4e00-\u9fff]{{2,6}}?(?<![初月周]){NOT_WHO})之?(?P<number>[{NUMERALS}]{{1,2}}) ?[:|丨]"
    " ?(?:[^。!?;]{2,60}[?!]?|[^。!?;,]{2,30}。)"
)
# The head of a piece of news in a digest.
BOXED_LINE = re.compile(r"【[^】\d]{2,12}】")
TAGGED_LINE = re.compile(r"【[^】]{2,16}】[^。]{4,80}(?<![。;,])")
# A number that is all of its line, and what it may be read as where a rule knew it for the number of a page.
LONE_NUMBER = re.compile(rf"[(【]?(?P<number>0?\d{{1,2}}|[{NUMERALS}]{{1,3}})[)】.、]?")
LONE_STYLES = {"figures": str.isdecimal, "characters": str.isalpha}
# What a text names in quotation marks of titles, and the fewest characters of the title of a document.
LEAST_DOCUMENT = 6
WORK = re.compile(r"《(?P<name>[^《》\n]{6,120})》")
# Inside marks of titles the inner ones are others, and a name may be broken by a blank.
TITLE_MARKS = str.maketrans("", "", " 《》〈〉<>")
# Below these lines stands a document that was attached, or is brought by the notice that they end.
ABOVE_DOCUMENT = {
    "imprint_date_and_source", "imprint_date_in_characters", "imprint_open_to_all", "imprint_about_the_print",
    "imprint_attached",
}  # fmt: skip
# The most characters of a number with a word or two behind it: （二）基本原则。
LONGEST_NAME_OF_PART = 10
# What may stand between a heading and its paragraph.
PASSED_OVER = {
    "imprint_caption", "imprint_caption_mark", "imprint_scene", "imprint_whose_picture", "imprint_photograph",
    "imprint_file_photograph", "imprint_photograph_in_english", "imprint_byline", "imprint_date_and_source",
    "imprint_names_and_date", "imprint_dateline",
}  # fmt: skip


class HeadingLines:
    """The lines of an article, and which of them may be headings by their form and by what stands around them."""

    def __init__(self, blocks: list[LineBlock]):
        self.blocks = blocks

    @fact
    def asked(self) -> bool:
        """Whether anybody asks in the article."""
        return any(block.opens_turn and block.kind == "question" for block in self.blocks)

    @fact
    def in_short_paragraphs(self) -> bool:
        """Whether each sentence has a line of its own, so that a question on one is a paragraph, too."""
        return has_short_paragraphs(self.blocks)

    @fact
    def roman_ranks(self) -> set[int]:
        """The Roman numerals that stand before lines; one without the next or the last may begin a name: V. Ivanova."""
        return {block.facts.rank for block in self.blocks if block.facts.number == "roman"}

    @fact
    def listed(self) -> set[int]:
        """Three or more lines in a row that might all be headings of one level: a list, or verse.

        Two are, that have numbers, below a line that announces them, where their series does not go on below.
        """
        shapes = []
        for block in self.blocks:
            length, free = len(block.text), block.kind is None and block.mark != "heading"
            head = free and length <= NUMBERED_LENGTH and not block.facts.ends_with_mark
            shapes.append((block.facts.number or ("plain" if length <= PLAIN_LENGTH else None)) if head else None)
        runs = [list(run) for _, run in groupby(range(len(self.blocks)), key=shapes.__getitem__)]
        announced = set[int]()
        for first, last in (run for run in runs if len(run) == 2 and run[0]):
            announcing = self.blocks[first - 1]
            # A sentence with a colon stands directly above the first of two that have numbers.
            if self.blocks[first].facts.rank != 1 or announcing.kind is not None or announcing.facts.last != ":":
                continue
            # Where the next number follows further below, they head sections as it does, but for a list in the second.
            above = next((at for at in range(first - 1, -1, -1) if shapes[at] == shapes[first]), None)
            below = next((at for at in range(last + 1, len(shapes)) if shapes[at] == shapes[first]), None)
            ranks = [0 if at is None else self.blocks[at].facts.rank for at in (above, last, below)]
            if ranks[2] != ranks[1] + 1 or ranks[0] == ranks[1]:
                announced.add(first)
        return {at for run in runs if len(run) > 2 or run[0] in announced for at in run if shapes[at]}

    def numbered_lead(self, first: int) -> int:
        """Tell where the lead before the first turn ends: there, or at the first of several headings, numbered from 1.

        The second may stand below the first turn; two lines in a row are a list.
        """
        series: dict[str, list[int]] = defaultdict(list)
        for at, block in enumerate(self.blocks if first else []):
            alike = series[block.facts.number] if block.kind is None and block.facts.number else None
            if (
                alike is not None
                and block.facts.rank == len(alike) + 1
                and self.heading_rule(at, inside=False, series=False)
            ):
                alike.append(at)
        return min([first, *(alike[0] for alike in series.values() if len(alike) > 1 and alike[0] + 1 < alike[1])])

    def find_heads(self) -> dict[int, str | None]:
        """Tell for each line without a kind by which rule it is a heading, None if it is none."""
        openings = [at for at, block in enumerate(self.blocks) if block.opens_turn]
        asking, lead = False, self.numbered_lead(min(openings, default=0))
        heads, in_series = dict[int, str | None](), not openings and len(self.blocks) > 1
        for find in (document_titles, boxed_lines, *((paired_lines, *IN_SERIES.values()) if in_series else ())):
            heads |= find(self.blocks)
        for at, block in enumerate(self.blocks):
            asking = block.kind == "question" if block.opens_turn else asking
            if block.kind is None and at not in heads:
                inside = asking or at < lead
                near = {"series": heads.get(at + 1) in IN_SERIES, "under": heads.get(at - 1) == "heading_alone"}
                heads[at] = self.heading_rule(at, inside=inside, **near)
        if sum(rule in NUMBERED for rule in heads.values()) > 1:
            # Where headings have numbers, a question without one is asked in passing.
            heads = {at: None if rule == "heading_question" else rule for at, rule in heads.items()}
        heads |= {at: rule for at, rule in beside_numbered(self.blocks, heads).items() if not heads.get(at)}
        heads |= among_items(self.blocks, heads)
        heads |= last_numbered(self.blocks, heads)
        if sum(rule in UNNUMBERED for rule in heads.values()) > 1 and not openings:
            heads |= {at: rule for at, rule in beside_headings(self.blocks).items() if not heads.get(at)}
        # What stands in a box beside the text heads nothing of it.
        return heads | {at: None for at, block in enumerate(self.blocks) if block.mark == "box"}

    def heading_rule(self, at: int, *, inside: bool, series: bool, under: bool = False) -> str | None:
        """Name the rule that makes a line a heading; `inside` a lead or a question only one before a question is.

        `series` tells that the next line is a heading of a series, `under` that the line above is a number alone.
        """
        block, line = self.blocks[at], self.blocks[at].facts
        if block.mark == "heading":
            return "heading_mark"
        after = next_text(self.blocks, at)
        lone = line.number == "roman" and not {line.rank - 1, line.rank + 1} & self.roman_ranks
        if after is None or at in self.listed or lone or not line.can_head:
            return None
        if self.heads_question(at, after):
            return "heading_before_question"
        if inside:
            return None
        if line.number:
            return f"heading_{line.number}" if self.heads_numbered(at, self.blocks[after]) else None
        room = HEADING_LENGTH if block.bold == len(line.text) else PLAIN_LENGTH
        # Without a title, which is known apart from the text then, the first line may head a section.
        opens = under or (at == 0 and all(other.kind != "title" for other in self.blocks))
        above = series or is_full(self.blocks[after])
        if len(line.text) > room or not (opens or ends_text(self.blocks, at)) or not above or line.is_said:
            return None
        before = self.blocks[at - 1] if at else None
        if before and before.kind is None and before.facts.last == ":" and "," in before.normalized:
            # What a sentence announces.
            return None
        if line.ends_with_mark:
            asked_on = self.in_short_paragraphs or ASKS_ON.fullmatch(line.normalized)
            return None if asked_on else "heading_question"
        return "heading_between_paragraphs"

    def heads_question(self, at: int, below: int) -> bool:
        """Tell whether a short line, or two, stand before a question."""
        lines, after = [self.blocks[at].facts], below if self.blocks[below].kind else next_text(self.blocks, below)
        if self.blocks[below].kind is None:
            if lines[0].ends_with_mark or not (
                ends_text(self.blocks, at) if at else self.blocks[below].facts.ends_with_mark
            ):
                return False
            lines.append(self.blocks[below].facts)
        texts = [line.normalized for line in lines]
        if any(len(text) > HEADING_LENGTH or "。" in text or text[-1] in ";:,、" for text in texts):
            return False
        if any(line.ends_in_english or ("," in line.normalized and line.last == "!") for line in lines):
            return False
        if texts[0].endswith("?") and all(block.kind in ("title", "subtitle", "imprint") for block in self.blocks[:at]):
            return False
        # In a panel nobody asks.
        asked = "question" if self.asked else "answer"
        return after is not None and self.blocks[after].opens_turn and self.blocks[after].kind == asked

    def heads_numbered(self, at: int, after: LineBlock) -> bool:
        """Tell whether a numbered line is a heading: without a stop, or a question, or a few words with one."""
        line, before = self.blocks[at].facts, self.blocks[at - 1].facts
        text = line.normalized
        # The last item of a list ends with a full stop, those before it with a semicolon.
        if at and before.number == line.number and before.last == ";":
            return False
        # What stands directly below a paragraph with the number before it is the next item of the list, but for a word
        # or two above more than one paragraph.
        next_item = at and (before.number, before.rank + 1) == (line.number, line.rank) and before.ends_sentence
        if next_item and (len(text) > LONGEST_NAME_OF_PART or after.facts.number or not is_text(after)):
            return False
        if line.number == "article":
            # The number alone has its paragraph below it.
            return line.number_form.end() < len(text) <= SENTENCE_LENGTH and is_full(after) and not line.ends_with_mark
        if text.endswith("。"):
            # The first of a deeper level may be as short.
            first = after.facts.opener
            announced = first is not None and (first.start, first.number, text.find("。")) == (0, 1, len(text) - 1)
            above = announced or after.facts.rank == 1 or (is_full(after) and len(after.text) > len(text))
            # One sentence above the first of several points (一要) heads them, however long.
            brief = announced or len(text) <= SENTENCE_LENGTH
            return brief and above and after.facts.number != line.number
        if line.last == ":":
            return COLON_LINE.fullmatch(text[line.number_form.end() :]) is not None and not after.facts.number
        return not line.ends_with_mark or (text.endswith("?") and len(text) <= HEADING_LENGTH and is_full(after))

    def find_deck(self, heads: dict[int, str | None]) -> int | None:
        """Find the line that tells below the title what the text is about: no heading is as long, or it is a clause.

        It may be too long for a heading, stand where people speak, or ask, if others head sections.
        """
        blocks = self.blocks
        first = next((at for at, block in enumerate(blocks) if block.kind is None), len(blocks))
        after = next((block for block in blocks[first + 1 :] if block.kind != "imprint"), None)
        below_title = {"title"} <= set(map(attrgetter("kind"), blocks[:first])) <= {"title", "imprint"}
        if not below_title or after is None or not is_full(after):
            return None
        line, rule, length = blocks[first].facts, heads.get(first), len(blocks[first].text)
        others = [0, *(len(blocks[at].text) for at, other in heads.items() if other in UNNUMBERED and at != first)]
        if rule is None:
            return first if self.tells_below_title(first, after, max(others)) else None
        # Where most other headings ask, too, it is one of them.
        asks = rule == "heading_question" and 2 * list(heads.values()).count(rule) <= len(others)
        told = rule in MAY_BE_DECK or (asks and len(others) > 1 and not line.label_form)
        fits = LEAST_DECK <= length <= TITLE_LENGTH and ("," in line.normalized or length > max(others))
        return first if told and fits else None

    def tells_below_title(self, at: int, after: LineBlock, longest: int) -> bool:
        """Tell whether a line that is no heading tells what the text is about, of which a longer paragraph follows.

        `longest` is the length of the longest heading.
        """
        block, line = self.blocks[at], self.blocks[at].facts
        speaks = line.label is not None and line.label.names_speaker
        if line.number or speaks or line.ends_with_mark or line.is_said or block.mark:
            return False
        # Several clauses that nothing ends, directly below the title and above a paragraph.
        clauses = self.blocks[at - 1].kind == "title" and is_text(after) and len(block.text) <= LONGEST_DECK
        if len(after.text) > len(block.text) and clauses and CLAUSES.fullmatch(line.normalized):
            return True
        brief = LEAST_DECK <= len(block.text) <= TITLE_LENGTH and line.can_head and not line.label_form
        fits = "," in line.normalized or len(block.text) > longest
        return brief and fits and len(after.text) > len(block.text)


def marked_below_text(blocks: list[LineBlock], heads: dict[int, str | None]) -> set[int]:
    """Find the marked lines without a number below all text: they head nothing, and belong to the page."""
    last = max((at for at, block in enumerate(blocks) if at not in heads or not heads[at]), default=0)
    below = {at for at, rule in heads.items() if rule == "heading_mark" and at > last and not blocks[at].facts.number}
    return below if any(map(is_text, blocks)) else set()


def mark_headings(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the headings of an article; all are told before the first is marked."""
    lines = HeadingLines(blocks)
    heads = lines.find_heads()
    lone = list(heads.values()).count("heading_question") == 1
    for block in blocks:
        if block.kind == "heading":
            block.level = "declared"
    deck = lines.find_deck(heads)
    # Where not all of a series of numbers are marked, the number tells the level.
    unmarked = {blocks[at].facts.number for at, rule in heads.items() if rule in NUMBERED}
    of_page = marked_below_text(blocks, heads)
    for at, rule in heads.items():
        if at in of_page:
            blocks[at].decide("imprint", "imprint_below_text")
        elif at == deck:
            blocks[at].decide("subtitle", "line_below_title")
        elif rule and not (lone and rule == "heading_question"):
            block, number = blocks[at], None if rule in IN_SERIES else blocks[at].facts.number
            level = number or UNDER_PLAIN.get(rule, "plain")
            marked = rule == "heading_mark" and block.facts.number not in unmarked
            block.level = f"mark_{block.mark_level}" if marked else level
            block.decide("heading", rule)
    return blocks


def ends_text(blocks: list[LineBlock], at: int) -> bool:
    """Tell whether what stands before a line is known, or ends with a mark."""
    before = blocks[at - 1] if at else None
    return before is not None and (before.kind is not None or before.facts.ends_with_mark)


def next_text(blocks: list[LineBlock], at: int) -> int | None:
    """Return where the paragraph stands that a line would head: the next, captions and bylines passed over.

    So is a line that a dash begins, above a byline: both belong to the head of another article of the file.
    """
    for after in range(at + 1, len(blocks)):
        below = blocks[after + 1 : after + 2]
        dashed = blocks[after].facts.is_subtitle and below and below[0].rule in BELOW_TITLE
        if blocks[after].kind != "imprint" and not dashed:
            return after
        if dashed:
            continue
        if blocks[after].rule not in PASSED_OVER:
            return None
    return None


def document_titles(blocks: list[LineBlock]) -> dict[int, str]:
    """Find the titles of the documents that a notice names and that stand below its date, or of any below 附件.

    Each may have several lines.
    """
    found: dict[int, str] = {}
    named: list[str] = []
    for at, (before, block) in enumerate(pairwise(blocks), 1):
        if before.kind == "title" or before.rule == "imprint_attachments":
            named.append(before.normalized.translate(TITLE_MARKS))
        else:
            named += [match["name"].translate(TITLE_MARKS) for match in WORK.finditer(before.normalized)]
        below = at - 1 in found or before.rule in ABOVE_DOCUMENT
        line = block.facts
        if below and block.kind is None and line.can_head and not (line.ends_with_mark or line.number):
            words = block.normalized.translate(TITLE_MARKS)
            # Below 附件 alone stands the title of what is attached, whether or not anything names it.
            told = before.rule == "imprint_attached" or words in "\n".join(["".join(named), *named])
            if len(words) >= LEAST_DOCUMENT and told:
                found[at] = "heading_document"
    return found


def lone_sentences(blocks: list[LineBlock]) -> dict[int, str]:
    """Find three or more short sentences that stand in turn with long paragraphs: headings with a full stop."""
    found = {
        at for at, (block, after) in enumerate(pairwise(blocks))
        if len(after.text) >= LONG_PARAGRAPH and block.kind is None and after.kind is None
        and LONE_SENTENCE.fullmatch(block.normalized) and not block.facts.opens_point and not block.facts.number
    }  # fmt: skip
    first = [at for at in found if {at + 2, at + 4} <= found]
    return dict.fromkeys((at + step for at in first for step in (0, 2, 4)), "heading_sentence")


def beside_headings(blocks: list[LineBlock]) -> dict[int, str]:
    """Find what heads a section where other lines do: one too long to do so alone, or that ends in an exclamation mark.

    Each stands between full paragraphs.
    """
    found = {}
    for at, (block, after) in enumerate(pairwise(blocks)):
        if block.kind is not None or after.kind is not None or not ends_text(blocks, at):
            continue
        text, line = block.normalized, block.facts
        unmarked = PLAIN_LENGTH < len(text) <= TITLE_LENGTH and not line.ends_with_mark
        long = unmarked and not line.is_said and not line.number
        exclaimed = EXCLAIMED.fullmatch(text) and len(after.text) > len(text)
        if (long or exclaimed) and line.can_head and not line.label_form and after.facts.ends_sentence:
            found[at] = "heading_long" if long else "heading_between_paragraphs"
    return found


def among_items(blocks: list[LineBlock], heads: dict[int, str | None]) -> dict[int, None]:
    """Find the numbered lines that head nothing: sentences most of whose kind do not, and items of one line more."""
    series = defaultdict[str, list[list[int]]](list)
    for at, block in enumerate(blocks):
        text = block.normalized
        number = block.facts.number if block.kind is None and block.mark != "heading" else None
        if number and text.find("。") == len(text) - 1 <= NUMBERED_LENGTH:
            # Numbers that begin again are another series.
            series[number] += [[]] if block.facts.rank == 1 or not series[number] else []
            series[number][-1].append(at)
    rows = chain.from_iterable(series.values())
    few = (alike for alike in rows if 2 * sum(bool(heads.get(at)) for at in alike) < len(alike))
    details = item_details(blocks)
    listed = (
        at - 1 for at in details if any({at + step - 2, at + step, at + step + 2} <= details for step in (-2, 0, 2))
    )
    return dict.fromkeys(chain(chain.from_iterable(few), (at for at in listed if blocks[at].facts.number == "digit")))


def last_numbered(blocks: list[LineBlock], heads: dict[int, str | None]) -> dict[int, str]:
    """Find the heading that the text breaks off at: its number follows that of the last heading of its kind."""
    at = max((at for at, block in enumerate(blocks) if block.kind != "imprint"), default=-1)
    line = blocks[at].facts if at >= 0 and blocks[at].kind is None else None
    if not line or not line.number or line.ends_with_mark or len(line.text) > NUMBERED_LENGTH:
        return {}
    alike = [blocks[place].facts.rank for place, rule in heads.items() if rule == f"heading_{line.number}"]
    return {at: f"heading_{line.number}"} if alike and alike[-1] + 1 == line.rank else {}


def beside_numbered(blocks: list[LineBlock], heads: dict[int, str | None]) -> dict[int, str]:
    """Find the numbered sentences that are too long to be headings alone, and have one before or behind them.

    Below each stands a longer paragraph without a number of its kind.
    """
    found, last = dict[int, str](), dict[str, int]()
    for at, block in enumerate(blocks[:-1]):
        line = block.facts
        if not line.number or block.kind is not None:
            continue
        above, last[line.number] = last.get(line.number), at
        if above is None or blocks[above].facts.rank + 1 != line.rank:
            continue
        may_head = {place for place in (above, at) if is_sentence_above(blocks[place], blocks[place + 1])}
        told = {place for place in (above, at) if heads.get(place) and blocks[place].normalized[-1] == "。"}
        # One that is told tells the other, and two tell one another.
        both = len(may_head) == 2 and line.number != "article"
        for place in may_head if told or both else ():
            if told != {place}:
                found[place] = f"heading_{line.number}"
    return found


def is_sentence_above(block: LineBlock, below: LineBlock) -> bool:
    """Tell whether a line is one sentence, above a longer paragraph without a number of its kind."""
    words = block.normalized
    alone = "。" not in words[:-1] and words[-1] == "。" and len(words) <= HEADING_LENGTH
    return alone and below.kind is None and len(below.text) > len(words) and below.facts.number != block.facts.number


def long_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more lines that are too long to head a section alone, each without a stop between full paragraphs."""
    found = {at: rule for at, rule in beside_headings(blocks).items() if rule == "heading_long"}
    return found if len(found) > 1 else {}


def colon_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more short lines that end in a colon, each above a full paragraph that opens no point."""
    found = [
        at for at, (block, after) in enumerate(pairwise(blocks))
        if block.facts.last == ":" and block.kind is None and COLON_LINE.fullmatch(block.normalized)
        and ends_text(blocks, at)
        and after.kind is None and after.facts.ends_sentence and not after.facts.opens_point
        and after.normalized[0] not in "“\"(—1一" and not match_rule(NOT_SPEAKERS, block.normalized[:-1])
    ]  # fmt: skip
    return dict.fromkeys(found, "heading_colon") if len(found) > 1 else {}


def may_head(block: LineBlock) -> bool:
    """Tell whether a line that no rule knows may be a heading by its form: short, without number and stop."""
    return block.kind is None and block.facts.is_short and block.facts.can_head and not block.facts.number


def colon_lines_above(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more short lines that end in a colon, each above the rest of its heading: 虚拟大学： / 抓实整改."""
    found = [
        at for at, block in enumerate(blocks[:-2])
        if block.facts.last == ":" and block.kind is None and COLON_LINE.fullmatch(block.normalized)
        and ends_text(blocks, at) and not match_rule(NOT_SPEAKERS, block.normalized[:-1])
        and may_head(blocks[at + 1]) and is_text(blocks[at + 2])
    ]  # fmt: skip
    return dict.fromkeys(found, "heading_colon_above") if len(found) > 1 else {}


def date_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find three or more dates, each on a line of its own above a full paragraph: the headings of a chronicle.

    Where a title stands above each of them they date articles.
    """
    found = [
        at for at, (block, after) in enumerate(pairwise(blocks))
        if block.rule == "imprint_date_and_source" and LONE_DATE.fullmatch(block.normalized)
        and after.kind is None and after.facts.ends_sentence
    ]  # fmt: skip
    titled = all(at and blocks[at - 1].kind in (None, "title") and blocks[at - 1].facts.is_short for at in found)
    return dict.fromkeys(found, "heading_date") if len(found) > 2 and not titled else {}


def tagged_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find three or more lines that begin with a tag in brackets and end without a stop, each above a paragraph."""
    found = [
        at for at, (block, after) in enumerate(pairwise(blocks))
        if block.normalized[0] == "【" and block.kind is None and TAGGED_LINE.fullmatch(block.normalized)
        and after.kind is None and after.facts.ends_sentence
    ]  # fmt: skip
    return dict.fromkeys(found, "heading_tagged") if len(found) > 2 else {}


def boxed_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more lines that are no more than a few words in a box, below the title: 【简历】, 【访谈正文】."""
    found = [
        at for at, block in enumerate(blocks[:-1])
        if at and block.kind is None and BOXED_LINE.fullmatch(block.normalized) and blocks[at + 1].kind != "title"
        and not block.opens_turn
    ]  # fmt: skip
    words = {blocks[at].normalized for at in found}
    return dict.fromkeys(found, "heading_tagged") if len(words) > 1 and len(words) == len(found) else {}


def counted_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more lines that count the same word in turn, each one sentence above others: 短板之一：体系不全。."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, (block, after) in enumerate(pairwise(blocks)):
        counted = COUNTED_LINE.fullmatch(block.normalized) if block.kind is None else None
        # 村民一： speaks.
        alike = found[counted["of"]] if counted and not PERSONS.fullmatch(counted["of"]) else None
        if (
            alike is not None
            and counted
            and read_numeral(counted["number"]) == len(alike) + 1
            and after.kind is None
            and is_full(after)
        ):
            alike += [at] if not COUNTED_LINE.match(after.normalized) else []
    return {at: "heading_counted" for alike in found.values() if len(alike) > 1 for at in alike}


def paired_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more pairs of short lines between paragraphs, the first a word or two, the second the longer."""
    found = []
    for at in range(1, len(blocks) - 2):
        before, first, second, after = blocks[at - 1 : at + 3]
        pair = (first, second)
        if (
            len(first.text) < len(second.text) <= PLAIN_LENGTH
            and len(first.text) <= LONGEST_NAME_OF_PART
            and (before.kind in ("title", "subtitle", "imprint") or is_text(before))
            and is_text(after)
            and len(after.text) > len(first.text) + len(second.text)
            and may_head(first)
            and may_head(second)
            and not any(block.facts.is_said or block.facts.label_form or block.mark for block in pair)
            and not NO_PAIR.match(first.normalized)
        ):
            found.append(at)
    return {at + step: "heading_between_paragraphs" for at in found for step in (0, 1)} if len(found) > 1 else {}


def work_lines(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more titles of works, each alone on its line above other lines: what is printed or judged below."""
    works = [b.kind is None and b.normalized[0] == "《" and bool(WORK_LINE.fullmatch(b.normalized)) for b in blocks]
    found = [at for at, pair in enumerate(pairwise(works)) if pair == (True, False) and not works[at - 1 if at else -1]]
    return dict.fromkeys(found, "heading_work") if len(found) > 1 else {}


def lone_numbers(blocks: list[LineBlock]) -> dict[int, str]:
    """Find two or more numbers, each alone on its line, that run from 1 with text below each."""
    found: dict[int, str] = {}
    for is_style in LONE_STYLES.values():
        reached: list[int] = []
        for at, (block, after) in enumerate(pairwise(blocks)):
            line = LONE_NUMBER.fullmatch(block.normalized) if block.rule in ("", "imprint_page") else None
            number = line["number"] if line and is_style(line["number"]) else ""
            value = int(number) if number.isdecimal() else read_numeral(number) if number else 0
            begins = value == len(reached) + 1 and after.kind is None and not after.facts.number
            if begins and not LONE_NUMBER.fullmatch(after.normalized):
                reached.append(at)
        if len(reached) > 1:
            found |= dict.fromkeys(reached, "heading_alone")
    return found


# Headings of a text without turns that are told by one another, and not by their numbers.
IN_SERIES = {
    "heading_sentence": lone_sentences, "heading_colon": colon_lines, "heading_colon_above": colon_lines_above,
    "heading_date": date_lines, "heading_counted": counted_lines,
    "heading_tagged": tagged_lines, "heading_work": work_lines, "heading_long": long_lines,
    "heading_alone": lone_numbers,
}  # fmt: skip
# Those that stand below plain headings where there are any, and above all others.
UNDER_PLAIN = {
    "heading_colon": "colon", "heading_tagged": "tagged", "heading_alone": "alone", "heading_document": "document",
}  # fmt: skip
