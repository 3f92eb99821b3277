"""The head of an article: what stands above the title, the title, the subtitles, author and box below it."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile, groupby, pairwise, takewhile

from discourse.errors import DiscourseError
from discourse.texts.characters import CONTAINS_HAN, display_width
from discourse.texts.fact import fact
from discourse.texts.layout.blocks import LineBlock, is_full, is_text, split_block, split_imprint
from discourse.texts.layout.facts import FULL_LENGTH, TITLE_LENGTH, LineFacts
from discourse.texts.layout.imprint import DATED, HEAD_LINES, LONGEST_KEYWORD, LONGEST_NAME, MENUS, mark_above_title
from discourse.texts.layout.legends import ROSTER
from discourse.texts.layout.rules import (
    HAN,
    KICKER,
    LATIN_NAME,
    MENU_ROW,
    OFFICE,
    SERIES,
    TOOL_NAME,
    match_rule,
    normalize_line,
)
from discourse.texts.layout.turns import label_at
from discourse.texts.normalize import letters
from discourse.texts.numerals import NUMERALS

SET_WIDE = re.compile(rf"{HAN}(?: {{1,4}}{HAN}){{4,40}}")
RED_HEAD = re.compile(r"[^ 。,:;!?《》“”]{2,30}(?:文 ?件|公 ?报)")
# What bears its number alone on the line below: 中华人民共和国国务院令, 第799号.
ISSUED = re.compile(r"[^。,:;!?《》“”]{2,40}(?:令|公告|通告)")
NUMBER_ALONE = re.compile(rf"\(?(?:(?:19|20)\d\d ?年 ?)?第 ?(?:\d{{1,4}}|[{NUMERALS}百]{{1,6}}) ?号\)?")
HOUSE_NAME = re.compile(r"[^ 。,:;!?《》“”]{2,30}(?:委员会|政府|办公[厅室]|[局厅部院])")
NO_WORDS, FIRST_WORD = re.compile(r"[\W_]+"), re.compile(r"[^\W_]")
DASHES = "—―─–- "
LEAST_TOOLS, LONGEST_TITLE, TITLE_LINES = 3, 120, 3
LEAST_AGAIN, MENU_WORD, BOX_LINES, USUAL_NAME, LEAST_TITLE, SHORT_TITLE = 8, 8, 9, 3, 7, 4
# The most characters of a source around a title.
LONGEST_SOURCE = 40
# A post alone on its line, above the name of who holds it.
POST_ALONE = re.compile(rf"[{HAN[1:-1]}、,()]{{0,39}}{OFFICE}")
# Above all of the text these name a box; further down they head what stands below.
BOX_NAME = re.compile(r"[【\[]?(?:导读|核心观点|要点|划重点)[】\]]?:?")
# What the title of a document begins with, and ends with; words that something follows.
OF_DOCUMENT = re.compile(r"关于|(?:委员会|国务院|办公厅|办公室|人民政府|[局厅部院]|大会)$")
DOCUMENT = re.compile(
    r"(?:通知|意见|办法|规定|决定|决议|方案|条例|公告|公报|批复|通报|规划|纲要|细则|报告|函|令|措施|政策|制度|规则|标准|指南|计划|"
    r"说明|解读|答记者问|清单|目录|议案|建议|批准书|协定|声明)(?:\([^()]{1,20}\))?$"
)
GOES_ON = ("和", "与", "及", "暨", "、", "将", "把")
SUMMARY_BULLETS = "■●◆▲★□◇"
POST_AND_NAME = re.compile(rf"[{HAN[1:-1]}、,()]{{0,39}}{OFFICE} {{1,3}}{HAN}{{2,8}}(?:[·•]{HAN}{{1,8}})*")
SPEECH_TITLE = re.compile("讲话|报告|致辞|演讲|发言|贺信")
SPEECH_IN_ENGLISH = re.compile(r"(?:Address|Lecture|Remarks|Speech|Statement|Testimony|Toast)\b")


def mark_above_breadcrumb(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark what stands above a breadcrumb at the top of a page, where the title stands below it."""
    crumb = max((at for at, b in enumerate(blocks[:HEAD_LINES]) if b.rule == "imprint_breadcrumb"), default=0)
    above = [block for block in blocks[:crumb] if block.kind is None]
    below = next((at for at, block in enumerate(blocks) if at > crumb and block.kind is None), None)
    known = any("title" in (block.mark, block.kind) for block in blocks) or any(is_full(block) for block in above)
    if not known and below is not None and may_be_title(blocks, below):
        mark_above_title(above)
    return blocks


def mark_page_top(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the menu that a page prints above title and stamp."""
    if any("title" in (block.mark, block.kind) for block in blocks):
        return blocks
    places = (find(blocks) for find in (find_phrase_in_furniture, find_title_at_stamp))
    mark_above_title(blocks[: next(at for at in places if at is not None)])
    return blocks


def head_end(blocks: list[LineBlock], default: int = 0) -> int:
    """Return where the text begins below the lines at the head of a page, `default` where it does not."""
    return next((at for at, block in enumerate(blocks) if block.kind is None and ends_head(block)), default)


def find_phrase_in_furniture(blocks: list[LineBlock]) -> int | None:
    """Find the longest phrase among the lines of a page whose first one is a site's name, or several words."""
    end = head_end(blocks)
    menus, dated = (sum(block.rule in rules for block in blocks[:end]) for rules in (MENUS, DATED))
    if not menus or menus + dated < 2:
        return None
    free = [at for at, block in enumerate(blocks[:end]) if block.kind is None]
    # One phrase, as titles are, without the blanks, colons and names of menus and boxes.
    lines = {at: blocks[at].facts for at in free if not re.search(r"[ :|>]", blocks[at].normalized)}
    plain = [
        at for at, line in lines.items()
        if LEAST_TITLE <= len(line.text) <= TITLE_LENGTH
        and not (line.column or line.author or line.number or line.is_subtitle)
    ]  # fmt: skip
    if plain and free[0] not in plain:
        return max(plain, key=lambda at: len(blocks[at].text))
    return None


def find_title_at_stamp(blocks: list[LineBlock]) -> int:
    """Find the line above a stamp and below a menu, or the first of those below other lines of a page; else 0."""
    free = [block.kind is None for block in blocks]
    end = head_end(blocks, len(blocks))
    stamp = next((at for at in range(1, end) if blocks[at].rule in DATED and free[at - 1]), 0)
    first = stamp
    while first and free[first - 1]:
        first -= 1
    above = [block.text for block in blocks[first:stamp] if not block.facts.is_subtitle]
    if len(above) > 3 and len(above[-1]) > len(above[0]) and max(map(len, above[1:-1])) <= MENU_WORD:
        return stamp - 1
    return first if first < stamp and any(block.rule in MENUS for block in blocks[:first]) else 0


def ends_head(block: LineBlock) -> bool:
    """Tell whether a line is none of the short ones at the head of a page: the text begins there."""
    facts = block.facts
    label = facts.label
    return bool(
        facts.last in ";,:" or "。" in facts.normalized or len(facts.text) >= FULL_LENGTH
        or facts.number or facts.opens_box or (label and (label.role or (label.name and facts.ends_sentence)))
    )  # fmt: skip


def mark_page_head(blocks: list[LineBlock]) -> None:
    """Mark the short lines below the title that stand above others of the page, beside its dashes and author."""
    end = head_end(blocks)
    for tools in (list(run) for known, run in groupby(blocks[:end], key=lambda block: block.kind is None) if known):
        names = sum(TOOL_NAME.fullmatch(block.normalized) is not None for block in tools)
        if len(tools) >= LEAST_TOOLS and names > 1 and max(len(block.text) for block in tools) <= MENU_WORD:
            for block in tools:
                block.decide("imprint", "imprint_page_head")
    page = [at for at, block in enumerate(blocks[:end]) if block.rule in MENUS]
    for at, block in enumerate(blocks[: max(page, default=0)]):
        directly = not at and blocks[1].kind == "imprint"
        if block.kind is None and not directly and not (block.facts.is_subtitle or block.mark):
            block.decide("imprint", "imprint_page_head")


def mark_red_head(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the name of the office that stands in large type above the number of a document: 虚拟市人民政府文件.

    So is the number alone below a decree or an announcement.
    """
    # Below text the name of an office signs it.
    top = takewhile(lambda block: not is_text(block), blocks[:HEAD_LINES])
    for at, (head, number) in enumerate(pairwise(top)):
        # It is often set wide: 虚 拟 市 人 民 政 府 文 件.
        words = head.normalized.replace(" ", "") if SET_WIDE.fullmatch(head.normalized) else head.normalized
        red = head.kind is None and RED_HEAD.fullmatch(words)
        # So may its name alone, above the title that names it again: 虚拟市人民政府办公室关于….
        house = head.kind is None and HOUSE_NAME.fullmatch(head.normalized)
        below = next((block for block in blocks[at + 1 : at + HEAD_LINES] if block.kind is None), number)
        document = below is not number and DOCUMENT.search(below.normalized) is not None
        titled = document or (number.kind is None and number.normalized.find("关于") > 1)
        if (red and number.rule == "imprint_document_number") or (house and titled):
            head.decide("imprint", "imprint_red_head")
        if number.kind is None and NUMBER_ALONE.fullmatch(number.normalized) and ISSUED.fullmatch(head.normalized):
            number.decide("imprint", "imprint_document_number")
    return blocks


@dataclass(frozen=True)
class KnownHead:
    """What the manifest or a table says of the head of an article: title, subtitle, whether the text may lack them."""

    title: str | None
    subtitle: str | None
    title_apart: bool

    @fact
    def apart(self) -> str:
        """The title as the rules see it where it is known apart from the text, else nothing."""
        return normalize_line(self.title or "") if self.title_apart else ""

    def locate_title(self, blocks: list[LineBlock]) -> tuple[int | None, str]:
        """Find the line that holds the title: the one declared or marked, else a short first line, no sentence."""
        for at in range(len(blocks)):
            if self.holds_title(blocks, at):
                return at, "declared_title"
        if self.title and not self.title_apart:
            raise DiscourseError(f"title={self.title!r} begins no line of the article; copy it from the file")
        free = [at for at, block in enumerate(blocks) if block.kind is None]
        marked = [at for at in free if blocks[at].mark == "title"]
        marked += [at for at in free[:3] if (blocks[at].mark, blocks[at].mark_level) == ("heading", 1)]
        if marked:
            return marked[0], f"{blocks[marked[0]].mark}_mark"
        return guess_title(blocks, free) if len(blocks) > 1 and not self.title else (None, "")

    def holds_title(self, blocks: list[LineBlock], at: int) -> bool:
        """Tell whether a line is declared the title, or begins with it.

        Of a title that is known apart from the text the signs may be others. More may stand behind it: a subtitle, or
        after a blank the text. Less may stand in the line: the title goes on in the next, or the site's name is part
        of it.
        """
        block, title = blocks[at], self.title
        if block.kind is not None or not title:
            return block.kind == "title"
        if not self.title_apart:
            return block.text.startswith(title)
        # What is all of the text is its text, and below a paragraph stands no title.
        below = any(before.kind is None and is_full(before) for before in blocks[:at])
        if at >= HEAD_LINES or below or (len(blocks) == 1 and not is_full(block)):
            return False
        line, title = block.normalized, self.apart
        wanted, first = NO_WORDS.sub("", title), FIRST_WORD.search(line)
        if wanted and first and first[0] != wanted[0]:
            # So it is of nearly all lines, and the whole of most is long.
            return False
        words = NO_WORDS.sub("", line)
        if words == wanted or not wanted:
            return words == wanted
        if line.startswith(title):
            more = line[len(title)]
            return more.isspace() if is_full(block) else NO_WORDS.match(more) is not None
        rest = title.removeprefix(line)
        return rest != title and (len(words) >= LEAST_AGAIN or NO_WORDS.match(rest) is not None)

    def part_title(self, blocks: list[LineBlock], at: int, rule: str) -> list[LineBlock]:
        """Mark the line `at` as title by `rule`; part from it the text behind a title known apart, or its series."""
        found = blocks[at]
        if found.normalized.startswith(f"{self.apart} ") and is_full(found):
            # Title and text in one line, a blank between them.
            start = len(found.text) - len(found.text[len(self.apart) :].lstrip())
            blocks = [
                *blocks[:at],
                split_block(found, 0, len(self.apart)),
                split_block(found, start),
                *blocks[at + 1 :],
            ]
            found = blocks[at]
        if found.kind != "title":
            found.decide("title", rule)
        # A series label in brackets, such as (权威访谈·…), is page furniture, like the imprint.
        start = max(found.normalized.rfind("("), found.normalized.rfind("【"))
        if start > 0 and match_rule(SERIES, found.normalized[start:]):
            series = split_imprint(found, start, None, "imprint_series")
            blocks = [*blocks[:at], split_block(found, 0, len(found.text[:start].rstrip())), series, *blocks[at + 1 :]]
        return blocks

    def mark_below_title(self, blocks: list[LineBlock], title: str) -> None:
        """Mark those of the lines below the title that belong to the head."""
        nothing = LineBlock(0, 0, LineFacts(""))
        more = lines_of_title(blocks, title)
        for block in blocks[:more]:
            title += block.normalized
            block.decide("title", "title_goes_on")
        for at, block in enumerate(blocks[more:], more):
            # A title may have several lines more: 肩题, 主题 in two lines.
            below = list(dropwhile(goes_on_or_names, blocks[at + 1 : at + TITLE_LINES]))
            after = next(iter(below or blocks[at + TITLE_LINES : at + TITLE_LINES + 1]), nothing)
            free = block.kind is None and not block.facts.opens_box
            place = self.head_rule(title, block.facts, after) if free else None
            if place:
                block.decide(*place)
            elif block.kind != "imprint" and not block.facts.opens_box:
                break

    def head_rule(self, title: str, line: LineFacts, after: LineBlock) -> tuple[str, str] | None:
        """Say what a line below the title is if it still belongs to the head of the article: its kind, and the rule."""
        length = len(line.normalized)
        if length >= min(LEAST_AGAIN, len(title)) and line.normalized in title:
            return "imprint", "imprint_title_again"
        again = len(title) >= LEAST_AGAIN and title in line.normalized and length <= len(title) + LONGEST_SOURCE
        if again and line.last != "。" and not line.ends_in_english:
            # Where it was copied from, and the title there.
            return "imprint", "imprint_title_again"
        if SPEECH_TITLE.search(title) and POST_AND_NAME.fullmatch(line.normalized):
            # Names of many peoples begin with no surname.
            return "imprint", "imprint_author"
        speaker, colon, _ = title.partition(":")
        if colon and len(speaker) < LONGEST_NAME and line.normalized.startswith(speaker) and line.is_short:
            # The name that opens the title, with or without a post.
            return "imprint", "imprint_author"
        if self.subtitle:
            return ("subtitle", "declared_subtitle") if line.text.strip(DASHES) == self.subtitle.strip(DASHES) else None
        if line.is_subtitle and not line.ends_sentence:
            return "subtitle", "subtitle_dash"
        # The title again in English.
        if CONTAINS_HAN.search(title) and line.text.count(" ") > 1 and not CONTAINS_HAN.search(line.text):
            return ("subtitle", "second_title_line") if line.last != "." and not line.label_form else None
        if rule := match_rule(SERIES, line.normalized) or line.author:
            return "imprint", f"imprint_{rule}"
        spoke = after.kind == "imprint" and SPEECH_IN_ENGLISH.search(title) and LATIN_NAME.fullmatch(line.normalized)
        if spoke or (line.name and names_author(title, length, after)):
            return "imprint", "imprint_author"
        if line.column == "month_of_issue":
            return "imprint", "imprint_month_of_issue"
        if after.kind != "imprint" and not after.facts.is_subtitle:
            return None
        if after.kind == "imprint" and after.normalized.startswith(line.normalized):
            # The account, which stands before the date again.
            return "imprint", "imprint_author"
        if line.column:
            return "imprint", f"imprint_{line.column}"
        second = line.is_short and not line.number and not ROSTER.fullmatch(line.normalized)
        return ("subtitle", "second_title_line") if second else None


def lines_of_title(blocks: list[LineBlock], title: str) -> int:
    """Count the lines below a title in which it goes on: what is open in it closes there, or all stands in one line.

    So does all above the number of a document. Open are a quotation or a bracket, a word that something follows, and
    the title of a document up to its last word:
    国务院关于印发 / 智能制造规划的通知.
    """
    numbered = next((at for at, block in enumerate(blocks) if block.rule == "imprint_document_number"), TITLE_LINES)
    above = blocks[:numbered]
    if numbered < TITLE_LINES and all(goes_on_as_title(block) and block.normalized not in title for block in above):
        return numbered
    whole, found = title, 0
    for more, block in enumerate(blocks[:TITLE_LINES], 1):
        if not goes_on_as_title(block):
            break
        opened, whole = is_open_title(whole), whole + block.normalized
        if any(whole in other.normalized for other in blocks[more:]):
            found = more
        elif not opened:
            break
        elif not is_open_title(whole):
            found = more
    return found


def is_open_title(title: str) -> bool:
    """Tell whether the words of a title are not all of it."""
    paired = all(title.count(mark) == title.count(other) for mark, other in ("《》", "“”", "()"))
    document = OF_DOCUMENT.search(title) and not DOCUMENT.search(title)
    return not paired or bool(document) or title.endswith(GOES_ON)


def goes_on_as_title(block: LineBlock) -> bool:
    """Tell whether a line may be one more of a title: short words that no rule knows."""
    facts = block.facts
    marked = block.mark not in (None, "bold", "title")
    known = marked or facts.number or facts.is_subtitle or facts.author or facts.opens_box or facts.label_form
    return block.kind is None and facts.is_short and len(CONTAINS_HAN.findall(facts.text)) >= SHORT_TITLE and not known


def goes_on_or_names(block: LineBlock) -> bool:
    """Tell whether a line may be one more of a title, or the name of who wrote it."""
    named = block.facts.name and len(block.text) < LONGEST_NAME and not block.facts.label_form
    return goes_on_as_title(block) or bool(block.kind is None and named)


def mark_kicker(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark the line above a title that names the occasion or the series it belongs to, as a subtitle."""
    free = [at for at, block in enumerate(blocks[:HEAD_LINES]) if block.kind is None]
    marked = any("title" in (block.mark, block.kind) for block in blocks)
    if marked or len(free) < 2 or free[1] != free[0] + 1 or free[1] + 1 >= len(blocks):
        return blocks
    kicker, title, below = (blocks[free[0] + more] for more in range(3))
    titled = goes_on_as_title(title) and len(title.text) >= LEAST_TITLE and may_be_title(blocks, free[1])
    # Both are lines of one title, where the first is open.
    headed = below.kind == "imprint" or below.facts.is_subtitle or is_full(below) or goes_on_or_names(below)
    if titled and headed and goes_on_as_title(kicker) and match_rule(KICKER, kicker.normalized):
        kicker.decide("subtitle", "kicker")
    return blocks


def mark_head(
    blocks: list[LineBlock], *, title: str | None, subtitle: str | None, title_apart: bool
) -> list[LineBlock]:
    """Mark the title, what stands above it, the series label that follows it, and subtitles and author below.

    A title that is known `title_apart` from the text may stand in it or not: without it the text begins below it.
    """
    known = KnownHead(title, subtitle, title_apart)
    at, rule = known.locate_title(blocks)
    # No number alone opens a text.
    if rule == "title_mark" and not any(b.kind is None and ends_head(b) and not b.facts.number for b in blocks[:at]):
        mark_above_title(blocks[:at])
    for block in blocks[: at if at is not None else len(blocks) > 1]:
        above = (block.facts.column or block.facts.author) if block.kind is None else None
        if above:
            block.decide("imprint", f"imprint_{above}")
    if at is None:
        if known.apart and len(blocks) > 1:
            known.mark_below_title(blocks, known.apart)
        return blocks
    blocks = known.part_title(blocks, at, rule)
    found = blocks[at].normalized
    # The title that is known apart may go on in the next line.
    goes_on = partial(known.mark_below_title, title=max(found, known.apart, key=len))
    for mark in (mark_page_head, goes_on, mark_speaker):
        mark(blocks[at + 1 :])
    mark_title_again(blocks[at:])
    return blocks


def mark_title_again(blocks: list[LineBlock]) -> None:
    """Mark where the title, the first of the lines, stands again.

    Once inside a text whose headings have no numbers it heads a section; more often it is a running title.
    """
    # One line of several, as the name of an office is, is not the title again.
    whole = all(block.rule != "title_goes_on" for block in blocks)
    title, pairs = blocks[0].normalized, enumerate(pairwise(blocks if whole else []), 1)
    again = [at for at, (a, b) in pairs if b.kind is None and b.normalized == title and a.normalized[-1] != ":"]
    text = [at for at, block in enumerate(blocks) if is_text(block)] if again else []
    numbered = any(block.kind is None and block.facts.number for block in (blocks if again else []))
    if len(again) == 1 and not numbered and {again[0] - 1, again[0] + 1} <= {*text[2:]}:
        return
    for at in again:
        blocks[at].decide("imprint", "imprint_title_again")


def mark_speaker(blocks: list[LineBlock]) -> None:
    """Mark the post and, in the next line, the name of who made a speech, above its first paragraph."""
    head = list(takewhile(lambda block: block.kind is not None or not ends_head(block), blocks))
    for post, name in pairwise(head):
        if post.kind is None and name.kind is None and name.facts.name and POST_ALONE.fullmatch(post.normalized):
            post.decide("imprint", "imprint_author")
            name.decide("imprint", "imprint_author")


def guess_title(blocks: list[LineBlock], free: list[int]) -> tuple[int | None, str]:
    """Take a short first line that is no sentence for the title, or the longer one below the name of a column."""
    free = list(dropwhile(lambda at: blocks[at].facts.author, free))
    guesses = [(at, "short_first_line") for at in free[:1]]
    # The name of a column or a site stands above a longer title.
    below = list(dropwhile(lambda at: blocks[at].facts.column, free))
    column = free[len(free) - len(below) - 1] if 1 < len(below) < len(free) else None
    if column is not None and all(block.kind == "imprint" for block in blocks[column + 1 : below[0]]):
        longer = len(blocks[below[0]].text) > len(blocks[column].text)
        # Above the title of its article a journal prints its name, and the month, whatever their lengths.
        longer = longer or blocks[column].facts.column in ("journal", "month_of_issue")
        if longer or blocks[below[1]].facts.is_subtitle:
            guesses.insert(0, (below[0], "short_line_below_column"))
    return next((guess for guess in guesses if may_be_title(blocks, guess[0])), (None, ""))


def may_be_title(blocks: list[LineBlock], at: int) -> bool:
    """Tell whether a line is short enough for a title, and neither sentence, numbered heading nor speech."""
    facts = blocks[at].facts
    dated = at + 1 < len(blocks) and blocks[at + 1].rule in DATED | {"imprint_document_number"}
    longest = LONGEST_TITLE if dated else TITLE_LENGTH
    if display_width(facts.text) > 2 * longest or facts.normalized[-1] in "。;,:" or facts.role:
        return False
    if facts.number not in (None, "roman"):
        return False
    if facts.normalized[0] + facts.normalized[-1] == "()" or MENU_ROW.fullmatch(facts.normalized):
        return False
    label = label_at(blocks[at])
    if label is None or not label.names_speaker:
        return True
    # A line that a name opens is speech if it ends with a stop, or the next opens with a name too.
    below = [block for block in blocks[at + 1 :] if block.kind is None]
    after = label_at(below[0]) if below else None
    answered = after and after.names_speaker
    who = normalize_line(label.who) + ":"
    return not label.role and not (answered and any(who in block.normalized[:20] for block in below))


def names_author(title: str, length: int, after: LineBlock) -> bool:
    """Tell whether a name of that length is the author's, by what follows it.

    It stands above a box, a salutation, or a date and source, or below the title of a speech. Nor is a line as short as
    a name set alone between a title and its text for another reason.
    """
    alone = length == USUAL_NAME and is_full(after) and not after.facts.label_form
    below = any((alone, after.kind == "imprint", after.normalized.endswith(":"), SPEECH_TITLE.search(title)))
    return bool((length < LONGEST_KEYWORD and after.facts.opens_box) or (below and length < LONGEST_NAME))


def mark_pull_quotes(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark as imprint what a page of print sets beside the text again, in a box and in words of the text."""
    boxes = [block for block in blocks if block.kind is None and block.mark == "box"]
    said = letters("".join(block.text for block in blocks if block.mark != "box")) if boxes else ""
    for block in boxes:
        if letters(block.text) in said:
            block.decide("imprint", "imprint_pull_quote")
    return blocks


def summary_lines(blocks: list[LineBlock], first: int) -> range:
    """Find the lines of a summary: two or more, from the first on, that one bullet opens."""
    bullet = blocks[first].text[0] if first < len(blocks) else ""
    own = (
        block.kind is None and not block.facts.label_form and block.text[0] == bullet
        for block in (blocks[first:] if bullet in SUMMARY_BULLETS else ())
    )  # fmt: skip
    lines = len([*takewhile(bool, own)])
    return range(first, first + lines if lines > 1 else first)


def mark_boxes(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark what stands in a box such as 核心阅读 or 编者按 as lead.

    So are the lines of a summary, two or more, that one bullet opens: the first below the head, or below its name.
    """
    first = next((at for at, block in enumerate(blocks) if block.kind is None), len(blocks))
    bullets = summary_lines(blocks, first)
    before, above = None, 0
    if first < min(BOX_LINES, len(blocks)) and BOX_NAME.fullmatch(blocks[first].normalized):
        blocks[first].decide("imprint", "imprint_box")
    # Below the box stands who wrote the text.
    named = next((at for at, block in enumerate(blocks) if block.rule == "imprint_box"), len(blocks))
    byline = next((at for at in range(named, len(blocks)) if blocks[at].rule == "imprint_byline"), 0)
    ends = byline if byline - named <= BOX_LINES and byline < len(blocks) - byline else 0
    for at, block in enumerate(blocks):
        box = (
            before == "imprint_box"
            or (before == "box" and (block.mark == "box" or at < ends))
            or at in bullets
            or (above < BOX_LINES and block.facts.opens_box)
        )
        above += block.kind != "imprint"
        if block.kind is None and box:
            block.decide("lead", "box")
        before = block.rule
    return blocks
