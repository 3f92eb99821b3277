"""Lines that a page or a link broke: which of them belong together."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, repeat

from discourse.texts.characters import CLAUSE_ENDS, CLOSING_MARKS, HAN, LINE_END, PAUSES, display_width
from discourse.texts.fact import fact
from discourse.texts.numerals import NUMBERED, NUMERAL

AT_WIDTH, AT_LINK = "line broken by the width of the page", "line broken at a link: no line begins or ends so"
AT_PAGE = "line broken by the end of the page, whose number stands there"
AT_CLAUSE = "line broken in the middle of a clause: the next ends it"
STORED_AS_ONE = "two paragraphs of a statute stored as one line"
PAGE_NUMBER = re.compile(
    r"[-—–·•~]+\s*\d{1,4}\s*[-—–·•~]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}(?:\s*/\s*\d{1,4})?"
)
ARTICLE_INSIDE = re.compile(
    rf"(?:(?<=[。！？])|^第{NUMERAL}[章节]\s\S{{1,20}})(?P<blank>[ \t\u3000]+)(?=第{NUMERAL}[章节条]\s)"
)
# The number of a page before its first words; that many pages show it, of so many lines.
GLUED = re.compile(rf"(\d{{1,4}})(?=[{HAN}“《])(?![年月日个条章节项号级类种次届万亿元人])")
LEAST_PAGES, LEAST_ON_PAGE, MOST_ON_PAGE = 4, 10, 70
# Lines without a sentence among them are a list: of headings, of names.
SENTENCE = re.compile(r"[。！？!?]|[a-z)]\.(?=\s|$)")
# What begins a paragraph of its own, however the line before it ends: a number, a word or sign that opens a point, a
# label.
BREAKER = re.compile(
    rf"{NUMBERED.pattern}|[一二三四五六七八九十]+[是要]|其[一二三四五六]"
    r"|[-*•·●■◆▲△★※—]|#{1,6}\s|[【\[]|[^\s：:，。！？；、]{1,4}[：:]\s*\S"
)
# Words such as these begin a paragraph only where the one before has come to its end.
OPENER = re.compile(rf"{BREAKER.pattern}|首先|其次|再次|最后|\d+\.\d+\s|[^\s：:，。！？；、]{{1,20}}[：:]")
NOTHING = re.compile(r"(?!)")
OPENERS = re.compile(rf"(?:(?:{OPENER.pattern})\s*)*")
BEGINS_NUMBER = re.compile(r"[一二三四五六七八九十百]")
# A list of names and posts, or a table: blanks part the words of its lines.
TABULAR = re.compile(r"\S(?:\u3000+|[ \t]{2,})\S")
PUNCTUATION = re.compile(r"[，。；、：！？…,;:!?]")
ENGLISH_END = re.compile(r"[a-z)]\.[\"'”’)]*$")
# Headings and verse seldom have two marks in a line, or the end of a sentence inside it.
PROSE = re.compile(rf"(?:{SENTENCE.pattern}).|{PUNCTUATION.pattern}.*{PUNCTUATION.pattern}")
LATIN_PROSE = re.compile(r"(?:^|\s)(?:[a-z]+ ){2}[a-z]+")
# What a line must hold to be longer than the one before it: a word, and the marks that are not parted from it.
WORD = re.compile(r"[“‘「『（(【《〈]*(?:[A-Za-z0-9][\w.%/+-]*|\S)[，。；、：！？…,;:!?”’」』）)】》〉]*", re.ASCII)
LATIN_BEGIN, LATIN_END = re.compile(r"[A-Za-z0-9(\"']"), re.compile(r"[A-Za-z0-9)\"']$|(?<!\d)[,.;:!?]$")
# The parts of a word that a hyphen parts at the end of a line, and what begins compounds, which keep it.
WORD_BROKEN, WORD_ENDED = re.compile(r"(?<![\w-])([A-Za-z]{2,})-$"), re.compile(r"[a-z]{2,}(?![\w-])")
COMPOUNDING = re.compile(
    "all|anti|back|best|built|capital|co|cost|cross|cutting|data|day|decision|deep|double|energy|ever|far|fast|first|"
    "five|follow|four|free|full|government|half|hard|high|higher|home|ill|in|inter|intra|job|knowledge|labou?r|land|"
    "large|late|law|life|long|longer|low|lower|market|medium|mid|middle|multi|near|new|non|off|old|on|one|open|over|"
    "part|people|policy|post|pre|pro|profit|public|quasi|quick|rapid|re|real|rule|second|self|semi|short|single|"
    "small|so|socio|soft|state|sub|super|technology|ten|third|three|time|top|trade|two|ultra|under|up|value|water|"
    "well|wide|working|world|year"
)
# The signs that a mail puts before each line of the one that it answers.
QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
# That many lines in a row without a mark, where a paragraph would begin, are headings.
HEADINGS_IN_A_ROW = 3
# A wrapped text has this many full lines at the least, and this share of its lines that break off are full. For each of
# them so many, and one at the least, may be longer: where a page ends, two lines are often stored as one.
LEAST_LINES, LEAST_SHARE, LEAST_PROSE, MOST_LONGER = 4, 0.6, 0.2, 0.25
# Fewer full lines show a wrapped text if there are two of them, so wide, and none that breaks off is shorter. Few lines
# so narrow have two marks: there their marks stand at different places, as those of verse and slogans do not.
FEWEST_LINES, WIDE_ENOUGH, NARROW, MOST_ALIKE = 2, 40, 32, 0.4
# Lines as long are not as wide in print: by so many half-width characters, and by one in so many.
SLACK, STRETCH = 4, 8
# So many lines that break off show how narrow a full line may be, all but one in twenty.
ENOUGH_SHOWN, MOST_SHOWN = 8, 0.95
# A stop at the end of a full line ends the paragraph less often than this.
CHANCE = 0.2
# So many lines that break off show whether all were wrapped at one width; to change it costs as much as so many lines
# that it does not fit.
WINDOW, CHANGE = 24, 4
# No line is as wide.
UNWRAPPED = 10**9
# Shorter lines are headings, verse or tables, not the columns of a page.
NARROWEST = 16
# A paragraph's indent is as wide as this at the least.
INDENT, PARAGRAPH_INDENTS = 2, range(2, 7)
LINE = re.compile(rf"([^\r\n]*)({LINE_END.pattern}|$)")
# Blanks after lines mark the ends of paragraphs if so many of these have them, and so many others have none.
MOSTLY = 0.8
# Marks that no Chinese line begins with; two of a kind are a ruled line, or silence. Some may follow a name that
# begins a sentence, the others only what stands before it, too.
CONNECTIVE = "[和与與及或暨]|以及|或者"
BEGINS_INSIDE = re.compile(rf"(?!(.)\1)(?:[，、：,]|(?P<ends>[。；！？）」』”’》〉】〕］;)]))|(?:{CONNECTIVE})\Z")
ENDS_INSIDE = "（「『《〈【〔［"
# In the heads of pages these stand beside labels and buttons that are no part of the line above: 字体：, 【大 中 小】.
BESIDE_LABELS = "：:】］〕"
GOES_ON = re.compile(rf"[{PAUSES}{ENDS_INSIDE}]$|^(?:{CONNECTIVE})$")
AFTER_NAME = re.compile("[等的]")
# A linked name is no longer, and holds none of these.
NAME_LENGTH, CLAUSE_MARK = 40, re.compile(r"[，。；：！？,;:!?]")
# A stop alone on its line ends the sentence above it; a first line or a numbered one is part of that if it ends so.
STOPS = "。！？；"
STOP = re.compile(rf"[{STOPS}][”’」』）)]*")
UNFINISHED = re.compile("(?:[的了在和与對对將将把被由从從向于於以]|根据|按照|通过|审议|听取|關於|关于|请问)$")
# No English line begins with a small letter if the one before it, which ends at no mark, is as long as a sentence.
LATIN_GOES_ON = re.compile(r"[a-z]+ ")
# After these a clause goes on, wherever the line ends; a line so long is none of verse. A link breaks few lines.
CLAUSE_PAUSES, LONGEST_VERSE, LONGEST_CHAIN = "，、,", 28, 6
# No heading of several clauses is so long. It breaks off if the next line begins with the few words that end it, and
# no reply has those, or if it begins like a notice, and asks nobody.
LONGEST_HEADING = 20
FEW_WORDS = re.compile(r"(?!好|是|对|對|谢|謝|没|沒|不|可以|当然)[^\s，。；：！？,;:!?、]{1,5}[。；]")
NOTICE = re.compile(
    r"(?!.*(?:您|请.{0,6}(?:谈|介绍|解读)))(?:现将|現將|兹|茲|根据|根據|按照|依据|依據|鉴于|鑒於|为[^，]*，(?:现|特|请|制定|经))"
)
# A heading, and a line that says when or by whom the text was printed, go on in no name.
HEADING = re.compile(rf"(?:{NUMBERED.pattern})[^，。；：！？,;:!?]*$")
IMPRINT = re.compile(r".*\d{4}\s*[-/.年]\s*\d|.{0,4}(?:来源|來源|作者|记者|記者|编辑|編輯)[\s:：]")


@dataclass(eq=False)
class NonblankLine:
    """One line of a text that is not blank: its place, its words, and the blanks around them.

    `printed` is its words behind their indent, `blanks` are the blank lines before it; `trailing` says whether a blank
    follows its words, `paged` whether the number of a page stands before it. In half-width characters: the `width` of
    the line, of its `indent`, and of its first `word`, once `measure_lines` has been asked. `quoted` counts the signs
    of a quoted mail before it, `by_count` says that lines were wrapped at a number of characters.
    """

    start: int
    end: int
    text: str
    printed: str
    blanks: int
    trailing: bool
    paged: bool = False
    quoted: int = 0
    width: int = 0
    indent: int = 0
    word: int = 0
    by_count: bool = False

    def __post_init__(self):
        """Tell whether a clause `ends` where the line does, which is asked of every line."""
        last = self.text.rstrip(CLOSING_MARKS)[-1:] or " "
        self.ends = last in CLAUSE_ENDS or (last == "." and ENGLISH_END.search(self.text) is not None)

    @fact
    def words(self) -> str:
        """The words of the line after the number or label it begins with."""
        return OPENERS.sub("", self.text, count=1)

    @fact
    def breaks_off(self) -> bool:
        """Whether the line ends at no mark, but has some, or words as an English sentence has them."""
        if self.ends or self.text[-1] in PAUSES:
            return False
        return PUNCTUATION.search(self.words) is not None or LATIN_PROSE.search(self.text) is not None

    @property
    def has_marks(self) -> bool:
        """Whether the line has marks as titles have none."""
        return self.breaks_off or (PUNCTUATION.search(self.text) is not None and not HEADING.match(self.text))

    @fact
    def tabular(self) -> bool:
        """Whether blanks part the words of the line."""
        return len(self.text.split(maxsplit=1)) > 1 and TABULAR.search(self.words) is not None

    @property
    def is_name(self) -> bool:
        """Whether the line may be a linked name and no more."""
        return len(self.text) <= NAME_LENGTH and not CLAUSE_MARK.search(self.text)

    def may_go_on(self, after: "NonblankLine", opener: re.Pattern) -> bool:
        """Whether the line and the one after it are no table, and the latter begins with no opener.

        A number that the end of the line cut in two, as 其中之 above 一是, opens nothing.
        """
        if self.tabular or after.tabular or self.quoted != after.quoted:
            return False
        return not opener.match(after.text) or (self.text[-1] in "第之" and BEGINS_NUMBER.match(after.text) is not None)

    def fills(self, limit: int, after: "NonblankLine") -> bool:
        """Whether the line is as wide as a page allows; a mark that no line begins with may hang out."""
        return self.width - 2 * (self.text[-1] in PAUSES) <= limit < self.width + after.word + SLACK

    def is_indented_above(self, after: "NonblankLine") -> bool:
        """Whether the line stands further right than the next, by as much as the first one of a paragraph."""
        return self.indent - after.indent in PARAGRAPH_INDENTS

    def is_open(self, after: "NonblankLine") -> bool:
        """Whether the line is too long for a heading, ends at no stop, and the next may go on with it."""
        return not (self.ends or after.blanks) and len(self.text) > LONGEST_HEADING and self.may_go_on(after, OPENER)

    def mark_inside(self, *before: "NonblankLine") -> re.Match | None:
        """Return the mark or lone word that begins a line where none begins with it, after the lines `before`."""
        mark = BEGINS_INSIDE.match(self.text)
        opening = {"”": "“", "’": "‘"}.get(mark[0], "") if mark else ""
        # Some writers begin with the quotation mark that ends.
        if mark and opening and self.text != mark[0]:
            open_before = sum(line.text.count(opening) - line.text.count(mark[0]) for line in before)
            return mark if open_before > 0 else None
        return mark

    def goes_on_in_name(self, mark: re.Match) -> bool:
        """Whether a sentence goes on in the name that stands in the next line, before a mark that no line begins with.

        A heading does not: a sentence below it may begin with a name.
        """
        if self.ends or self.tabular or IMPRINT.match(self.text) or mark[0] in BESIDE_LABELS:
            return False
        return bool(mark.groupdict().get("ends")) or not HEADING.match(self.text)

    def blank_before(self, after: "NonblankLine") -> str:
        """Return what parts the line from the one it goes on in: a blank between Latin words, else nothing."""
        return " " if LATIN_END.search(self.text) and LATIN_BEGIN.match(after.text) else ""


class WrappedText:
    """A text that was wrapped at one width: which of its lines are full, and how its paragraphs are told apart."""

    def __init__(self, lines: list[NonblankLine], limit: int):
        self.lines = lines
        self.limit = limit
        self.least = limit - limit // STRETCH
        self.full = [line.width + after.word > self.least for line, after in pairwise(lines)] + [False]
        self.broken = [at for at, is_full in enumerate(self.full) if is_full and lines[at].breaks_off]
        self.indent = Counter(lines[at + 1].indent for at in self.broken).most_common(1)[0][0]
        self.short = [at for at, is_full in enumerate(self.full[:-1]) if not is_full]
        # Where a paragraph surely ends.
        self.ended = [at for at in self.short if lines[at].ends]

    @fact
    def narrowest(self) -> int:
        """The least width, with the next word, of nearly all full lines that surely break off."""
        shown = sorted(self.lines[at].width + self.lines[at + 1].word for at in self.broken)
        return shown[int((1 - MOST_SHOWN) * len(shown))] if len(shown) >= ENOUGH_SHOWN else self.least + 1

    @fact
    def apart(self) -> str:
        """What tells where a paragraph ends: blanks after it, a blank line, an indent; or nothing but a short line."""
        lines, short, ended = self.lines, self.short, self.ended
        trailing = {at for at, line in enumerate(lines) if line.trailing}
        if len(trailing) >= 2 and len({*short} & trailing) >= MOSTLY * len(short) and not trailing & {*self.broken}:
            return "trailing blanks"
        parted = sum(lines[at + 1].blanks > 0 for at in ended)
        indented = sum(abs(lines[at + 1].indent - self.indent) >= INDENT for at in ended)
        gaps = sum(line.blanks > 0 for line in lines[1:])
        if (parted > indented and 2 * parted >= len(ended)) or (not ended and 2 <= gaps < len(lines) - 1):
            return "blank lines"
        # The first line of a paragraph of several stands further right than those below it.
        begun = any(
            line.is_indented_above(lines[at + 1]) and line.indent - self.indent >= INDENT
            for at, line in enumerate(lines[:-1])
            if self.full[at] and (not at or not self.full[at - 1] or lines[at - 1].ends)
        )
        if 2 * indented >= max(len(ended), 1) or (begun and not ended):
            return "indents"
        firsts = [at + 1 for at in ended if self.full[at + 1]]
        lost = sum(map(self.lacks_indent, firsts))
        return "lost indents" if lost >= max(2, MOSTLY * len(firsts)) else ""

    def is_parted(self, at: int) -> bool:
        """Tell whether what tells paragraphs apart stands between a line and the next."""
        line, after = self.lines[at : at + 2]
        if self.apart == "trailing blanks":
            return line.trailing
        return after.blanks > 0 if self.apart == "blank lines" else abs(after.indent - self.indent) >= INDENT

    @fact
    def always_parted(self) -> bool:
        """Whether what opens a point or is labelled stands apart like every other paragraph."""
        known = self.apart in ("trailing blanks", "blank lines", "indents")
        openers = [self.is_parted(at) for at in self.ended if known and OPENER.match(self.lines[at + 1].text)]
        return known and sum(openers) >= MOSTLY * len(openers)

    def lacks_indent(self, at: int) -> bool:
        """Tell whether a full line would be wider than the others if it had the indent of a paragraph's first line."""
        line = self.lines[at]
        hanging = 2 if line.text[-1] in f"{CLAUSE_ENDS}{PAUSES}{CLOSING_MARKS}" else 0
        return self.full[at] and line.width + 2 * INDENT <= self.limit + hanging

    @fact
    def stops_inside(self) -> bool:
        """Whether stops at the ends of full lines stand there by chance, inside paragraphs.

        The last line of a paragraph is full by chance, too: for each that is not, as often as a word is part of a line.
        """
        full, short = (
            sum(
                self.lines[at].ends and self.begins_like_any(at + 1)
                for at, is_full in enumerate(self.full[:-1])
                if is_full is part
            )
            for part in (True, False)
        )
        return full * CHANCE > (short + 1) * 2 * INDENT / self.limit

    def begins_like_any(self, at: int) -> bool:
        """Tell whether a line begins as those inside paragraphs do: with no opener, indent, or blank line before it."""
        line = self.lines[at]
        return not (line.blanks or OPENER.match(line.text)) and abs(line.indent - self.indent) < INDENT

    def paragraphs(self) -> list[list[int]]:
        """List the lines of each paragraph."""
        found = [[0]]
        for at in range(1, len(self.lines)):
            ended = self.apart == "trailing blanks" and self.lines[at - 1].trailing
            if not ended and self.goes_on(found[-1]):
                found[-1].append(at)
            else:
                found.append([at])
        return found

    def broken_lines(self) -> list[int]:
        """List the lines that go on in the next, those of lists and headings left out."""
        found, listed = [], 0
        for paragraph in self.paragraphs():
            first, last = self.lines[paragraph[0]], self.lines[paragraph[-1]]
            texts = [self.lines[at].text for at in paragraph]
            # Lines without a mark, where a paragraph would begin, are headings.
            headings = next((n for n, text in enumerate(texts) if PUNCTUATION.search(text)), len(texts))
            prose = last.ends or any(map(SENTENCE.search, texts)) or sum("，" in text for text in texts) > 1
            ended = self.always_parted and last is not self.lines[-1] and self.is_parted(paragraph[-1])
            numbered = NUMBERED.match(first.text) and (ended or not self.full[paragraph[-1]])
            if numbered and (ended or headings == len(texts) or len(texts) == 2):
                found += paragraph[:-1]
            elif prose:
                found += paragraph[headings if listed + headings >= HEADINGS_IN_A_ROW and not ended else 0 : -1]
            listed = listed + headings if headings == len(texts) and self.full[paragraph[0]] else 0
        return found

    def goes_on(self, paragraph: list[int]) -> bool:
        """Tell whether a paragraph that was begun goes on in the next line."""
        first, last = paragraph[0], paragraph[-1]
        line, after = self.lines[last], self.lines[last + 1]
        # Where all paragraphs stand apart, a sentence goes on in whatever does not.
        inside = self.always_parted and not self.is_parted(last) and (line.breaks_off or first < last)
        if not line.may_go_on(after, NOTHING if inside else OPENER if line.ends else BREAKER):
            return False
        # A title stands above a blank line.
        if not last and after.blanks and not line.breaks_off:
            return False
        # Where indents were lost, the first line of a paragraph is shorter by as much.
        lost = 2 * INDENT if first == last and self.apart != "indents" and not line.ends else 0
        # A paragraph's lines stand below its second one, which may stand further right than the number of the first.
        if first < last:
            aligned = abs(after.indent - self.lines[first + 1].indent) < INDENT
        else:
            hangs = line.breaks_off and after.indent > line.indent and OPENER.match(line.text)
            aligned = bool(hangs) or after.indent < self.indent + INDENT
        if not aligned or line.width + after.word + lost <= self.least:
            return False
        if line.ends:
            return self.goes_on_after_stop(last)
        heading = first == last and NUMBERED.match(line.text)
        return after.blanks <= 1 and (
            self.apart != "blank lines" or not after.blanks or (line.breaks_off and not heading)
        )

    def goes_on_after_stop(self, at: int) -> bool:
        """Tell whether a paragraph goes on below a full line that ends at a stop."""
        line, after = self.lines[at : at + 2]
        # The last line of a paragraph ends at a mark, too.
        if after.blanks or (after.paged and self.apart != "indents") or not (self.full[at + 1] or after.ends):
            return False
        if self.apart in ("", "lost indents") and line.width + after.word < self.narrowest:
            return False
        if self.apart == "lost indents":
            return not self.lacks_indent(at + 1) if self.full[at + 1] else self.stops_inside
        return self.apart != "" or self.stops_inside


def find_joins(
    text: str, *, paragraphs_apart: bool = False, heading_ends: Iterable[int] = ()
) -> list[tuple[int, int, str, str]]:
    """Find the line ends inside paragraphs, as (start, end, what to put there, why).

    In a text that was wrapped at one width two lines are joined where the first is full, breaks off without a stop or
    stands in a text whose paragraphs are told apart otherwise (by blank lines, indents or blanks at their ends), and
    the second opens nothing: no label, number, point, indent. The signs of a quoted mail, and a blank line after each
    line, part nothing. A text that is not wrapped has no such joins, nor has a list of headings, whose lines are not
    full or bear no mark. In every text lines are joined that were broken at a link: where one begins with a mark that
    none begins with, such as 。, and the one before is no more than a name, or that mark is a stop alone on its line;
    and where a sentence of several clauses, longer than a heading, breaks off.

    The number of a page that stands before the first words of it goes with the break. What an article of a statute
    begins with inside a line is parted from the paragraph before it by a line end.

    With `paragraphs_apart`, as in the text of a PDF, blank lines part paragraphs, and all others are joined. What the
    layout marks as a title or heading ends at the `heading_ends`, and goes on in no other line.

    >>> find_joins("工业和信息化部\\n部长")
    []
    >>> find_joins("听取了\\n工作报告\\n。")[1]
    (8, 9, '', 'line broken at a link: no line begins or ends so')
    >>> find_joins("发展低空\\n经济。\\n\\n另一段。", paragraphs_apart=True)
    [(4, 5, '', 'line broken by the width of the page')]
    """
    lines, numbers = read_lines(text), []
    if paragraphs_apart:
        wrapped = {at: at + 1 for at, after in enumerate(lines[1:]) if not after.blanks}
        measure_lines(lines)
    else:
        numbers = cut_page_numbers(lines)
        wrapped = find_wrapped(lines)
    ends = set(heading_ends)
    linked, cut_off = find_linked(lines) | find_above_stops(lines), find_cut_off(lines)
    linked |= find_around_links(lines, linked)
    broken = {at: at + 1 for at in linked | cut_off if ends.isdisjoint(range(lines[at].end, lines[at + 1].start))}
    joins = []
    for at, then in sorted((broken | wrapped).items()):
        line, after = lines[at], lines[then]
        # What ends after so many characters ends inside a word; a lone number after letters is set lower, as in PM2.5.
        inside = line.by_count and not line.trailing if at in wrapped else re.fullmatch(r"[\d.]+", after.text)
        blank = "" if inside else line.blank_before(after)
        unwrapped = AT_LINK if at in linked else AT_CLAUSE
        reason = AT_PAGE if then > at + 1 or after.paged else AT_WIDTH if at in wrapped else unwrapped
        joins.append((line.end - parts_word(text, line, after), after.start, blank, reason))
    ends = {end for _, end, *_ in joins}
    joins += [(start, end, "", AT_PAGE) for start, end in numbers if end not in ends]
    return sorted(joins + part_articles(lines)) if wrapped and not paragraphs_apart else sorted(joins)


def part_articles(lines: list[NonblankLine]) -> list[tuple[int, int, str, str]]:
    """Part the articles of a statute from what was stored as one line with them, where a page ended between."""
    return [
        (line.start + match.start("blank"), line.start + match.end("blank"), "\n", STORED_AS_ONE)
        for line in lines
        for match in ARTICLE_INSIDE.finditer(line.text)
    ]


def parts_word(text: str, line: NonblankLine, after: NonblankLine) -> bool:
    """Tell whether a hyphen at the end of a line parts an English word: intelli-, and below it gence.

    The text may show what is right; else a compound (high-quality) is told by a beginning that makes many.
    """
    begun, ended = WORD_BROKEN.search(line.text), WORD_ENDED.match(after.text)
    if not begun or not ended:
        return False
    first, last = begun[1], ended[0]
    whole, compound = (re.search(rf"\b{first}{sign}{last}\b", text, re.IGNORECASE) for sign in ("", "-"))
    return whole is not None or (compound is None and not COMPOUNDING.fullmatch(first.lower()))


def read_lines(text: str) -> list[NonblankLine]:
    """List the lines that are not blank; the signs of a quoted mail before a line are no words of it."""
    found, blanks = [], 0
    quoting = ">" in text and len(QUOTED.findall(text)) >= LEAST_LINES
    at = 0
    for whole, ending in LINE.findall(text) if "\r" in text else zip(text.split("\n"), repeat("\n")):
        line, quoted = whole, 0
        if quoting and (sign := QUOTED.match(line)):
            line, quoted = line[sign.end() :], sign[0].count(">")
        printed = line.rstrip()
        words, end = printed.lstrip(), at + len(whole) - len(line) + len(printed)
        at += len(whole) + len(ending)
        if words:
            found.append(NonblankLine(end - len(words), end, words, printed, blanks, printed != line, quoted=quoted))
            blanks = 0
        else:
            blanks += 1
    return found


def cut_page_numbers(lines: list[NonblankLine]) -> list[tuple[int, int]]:
    """Cut the numbers of pages off the first lines of these, where they stand without a blank; return their spans.

    They count on, one in so many lines, of which most go on in the middle of a sentence.
    """
    if len(lines) < LEAST_PAGES * LEAST_ON_PAGE:
        return []
    found = [(at, int(match[1])) for at, line in enumerate(lines) if (match := GLUED.match(line.text))]
    chain: list[tuple[int, int]] = []
    for at, number in found:
        last, before = chain[-1] if chain else (at - LEAST_ON_PAGE, number - 1)
        pages = number - before
        if 0 < pages <= LEAST_PAGES and LEAST_ON_PAGE * pages <= at - last <= MOST_ON_PAGE * pages:
            chain.append((at, number))
    inside = sum(at > 0 and not lines[at - 1].ends for at, _ in chain)
    if len(chain) < LEAST_PAGES or 2 * inside < len(chain):
        return []
    places = dict(chain)
    for (at, number), (after, last) in pairwise(chain):
        # Before the number of a heading, 536.2.3, the step from page to page shows it.
        step = (after - at) / (last - number)
        for own in range(number + 1, last):
            near = range(round(at + (own - number - 0.3) * step), round(at + (own - number + 0.3) * step))
            places |= {place: own for place in near if lines[place].text.startswith(str(own))}
    spans = []
    for place, number in sorted(places.items()):
        line, length = lines[place], len(str(number))
        spans.append((line.start, line.start + length))
        line.text, line.printed = line.text[length:], line.printed.replace(str(number), "", 1)
        line.start, line.paged = line.start + length, True
    return spans


def measure_lines(lines: list[NonblankLine]) -> None:
    """Measure the lines, their indents and first words, and tell whether they were wrapped at a number of characters.

    Editors do so, whether these are wide or not: more lines have one length than one width, and count as wide then.
    """
    widths = [display_width(line.printed) for line in lines]
    lengths = Counter(len(line.printed) for line in lines)
    by_count = bool(lines) and max(lengths.values()) > max(Counter(widths).values())
    for line, width in zip(lines, widths, strict=True):
        first = WORD.match(line.text)
        parts = line.printed, line.printed[: len(line.printed) - len(line.text)], first[0] if first else ""
        line.width, line.indent, line.word = (
            (2 * len(part) for part in parts) if by_count else (width, *map(display_width, parts[1:]))
        )
        line.by_count = by_count


def find_wrapped(lines: list[NonblankLine]) -> dict[int, int]:
    """Map each line that was wrapped at the width of the lines around it to the one it goes on in.

    That is the next which is no page number.
    """
    places = [at for at, line in enumerate(lines) if not PAGE_NUMBER.fullmatch(line.text)]
    kept = [lines[at] for at in places]
    broken = list_broken(kept)
    # Few lines that break off show no width, unless the last one ends: that of most texts need not be measured.
    least = FEWEST_LINES if kept and kept[-1].ends else LEAST_LINES
    if not any(line.breaks_off for line, _ in broken):
        return {}
    if len(broken) < least and not any(
        line.printed[0].isspace() > after.printed[0].isspace() for line, after in broken
    ):
        return {}
    measure_lines(lines)
    paged = {after for at, after in pairwise(places) if after > at + 1}
    kept = [replace(lines[at], blanks=0, paged=True) if at in paged else lines[at] for at in places]
    joined: list[int] = []
    for start, stop in divide_by_width(kept):
        part = kept[start:stop]
        if len(part) < len(kept):
            measure_lines(part)
            broken = list_broken(part)
        part = close_up(part)
        limit = wrap_limit(part, broken)
        joined += [start + at for at in WrappedText(part, limit).broken_lines()] if limit else []
    return {places[at]: places[at + 1] for at in joined}


def list_broken(lines: list[NonblankLine]) -> list[tuple[NonblankLine, NonblankLine]]:
    """List the lines that end at no stop and may go on, each with the next."""
    return [(line, after) for line, after in pairwise(lines) if not line.ends and line.may_go_on(after, OPENER)]


def divide_by_width(lines: list[NonblankLine]) -> list[tuple[int, int]]:
    """Divide a text into stretches that were wrapped at one width each, or not at all; most texts are one."""
    # A line that breaks off is full; one that ends is no wider than the others.
    shown = [
        (at, line.width - 2, line.width + after.word + SLACK if line.breaks_off else math.inf)
        for at, (line, after) in enumerate(pairwise(lines))
        if line.breaks_off or line.ends
    ]
    spans = [(low, high) for _, low, high in shown]
    limits = local_limits([span for span in spans if span[1] < math.inf])
    if not limits:
        return [(0, len(lines))]
    widths = cheapest_widths(spans, [*limits, UNWRAPPED])
    starts = {0}
    for place, (old, new) in enumerate(pairwise(widths), 1):
        if old != new:
            first = shown[place][0]
            other = next((at for at, low, high in shown[place:] if not low <= old < high), len(lines) - 1)
            apart = next((at for at in range(first, other + 1) if lines[at].blanks), 0)
            # A stretch begins with a paragraph; the last line of the one before may be of any width.
            first += not lines[first - 1].ends and lines[first].ends
            starts.add(apart or next((at for at in range(first, 0, -1) if lines[at - 1].ends), 0))
    return list(pairwise([*sorted(starts), len(lines)]))


def local_limits(spans: list[tuple[int, float]]) -> list[int]:
    """List the widths that most lines near each other show; none of a text with few that break off."""
    limits: list[int] = []
    for start in range(0, len(spans), WINDOW // 2) if len(spans) >= WINDOW else ():
        near = spans[start : start + WINDOW]
        fits = Counter(width for low, high in near for width in range(low + 2, int(high)))
        best = max(fits, key=lambda width: (fits[width], -width))
        if fits[best] >= LEAST_SHARE * len(near) and all(abs(best - limit) > SLACK for limit in limits):
            limits.append(best)
    return limits


def cheapest_widths(spans: list[tuple[int, float]], widths: list[int]) -> list[int]:
    """Give each line a width that its span holds, if possible that of the line before it.

    Source: the cheapest path of Viterbi (1967), IEEE Transactions on Information Theory 13(2).
    """
    costs, ways = [0.0] * len(widths), []
    for low, high in spans:
        cheapest = min(range(len(widths)), key=costs.__getitem__)
        most = costs[cheapest] + CHANGE
        ways.append([n if cost <= most else cheapest for n, cost in enumerate(costs)])
        costs = [min(cost, most) + (not low <= width < high) for cost, width in zip(costs, widths, strict=True)]
    now = min(range(len(widths)), key=costs.__getitem__)
    path = []
    for way in reversed(ways):
        path.append(widths[now])
        now = way[now]
    return path[::-1]


def close_up(lines: list[NonblankLine]) -> list[NonblankLine]:
    """Take the blank lines between lines for none where they part nearly all that break off, too."""
    gaps = [after.blanks for line, after in pairwise(lines) if line.breaks_off]
    usual = sorted(gaps)[int((1 - MOSTLY) / 2 * len(gaps))] if len(gaps) >= LEAST_LINES else 0
    return [replace(line, blanks=max(0, line.blanks - usual)) for line in lines] if usual else lines


def wrap_limit(lines: list[NonblankLine], broken: list[tuple[NonblankLine, NonblankLine]]) -> int | None:
    """Return the width at which a text was wrapped, or None where it was not.

    A line that breaks off shows it if it is no wider, but would be with the next word: `broken` has both.
    """
    marked = [(line, after) for line, after in broken if line.breaks_off]
    shown = Counter(w for line, after in marked for w in range(line.width, line.width + after.word + SLACK))
    limit = max(shown, key=lambda width: (shown[width], -width), default=0)
    prose = shown[limit] >= LEAST_SHARE * len(marked) and are_prose([line for line, _ in marked], limit)
    return limit if limit >= NARROWEST and has_full_lines(lines, broken, limit, prose=prose) else None


def has_full_lines(
    lines: list[NonblankLine], broken: list[tuple[NonblankLine, NonblankLine]], limit: int, *, prose: bool
) -> bool:
    """Tell whether enough lines are as wide as `limit`: few if none that breaks off is narrower, or more of `prose`."""
    full = [(line, after) for line, after in broken if line.fills(limit, after)]
    longer = sum(line.width > limit + 2 * SLACK for line in lines)
    if longer > max(1, MOST_LONGER * len(full)):
        return False
    # The first line of a paragraph, which stands further right and ends where the others do, shows the width alone.
    begun = any(line.breaks_off and line.is_indented_above(after) for line, after in full)
    fewest = 1 if begun and not longer else FEWEST_LINES if begun or limit >= WIDE_ENOUGH else LEAST_LINES
    few = len(full) >= fewest and lines[-1].ends and sum(line.has_marks for line, _ in broken) <= len(full)
    return (few and begun) or (prose and (few or len(full) >= LEAST_LINES))


def are_prose(lines: list[NonblankLine], limit: int) -> bool:
    """Tell whether enough lines are prose by their words; narrow ones are, where their marks stand here and there."""
    if limit <= NARROW and len(lines) > LEAST_LINES:
        at = Counter(found.start() for line in lines if (found := PUNCTUATION.search(line.text)))
        if at and max(at.values()) <= MOST_ALIKE * len(lines):
            return True
    prose = sum((PROSE.search(line.words) or LATIN_PROSE.search(line.text)) is not None for line in lines)
    return prose >= LEAST_PROSE * len(lines)


def find_linked(lines: list[NonblankLine]) -> set[int]:
    """Find the lines that go on in the next because a link broke them."""
    found = set()
    gaps = [after.blanks > 0 for line, after in pairwise(lines) if line.ends]
    parted = len(gaps) >= LEAST_LINES and sum(gaps) >= MOSTLY * len(gaps)
    for at, (line, after) in enumerate(pairwise(lines)):
        above = lines[max(at - 1, 0)]
        mark = after.mark_inside(above, line)
        if mark:
            found.add(at)
            if at and line.is_name and line.blanks <= after.blanks and above.goes_on_in_name(mark):
                found.add(at - 1)
            continue
        if line.ends:
            continue
        # Where blank lines part paragraphs, a sentence that a line begins, or goes on with, ends in the next.
        joined = at - 1 in found
        begun = parted and not after.blanks and (joined or SENTENCE.search(line.text))
        broken = line.text[-1] in ENDS_INSIDE or (
            joined and (GOES_ON.search(line.text) or AFTER_NAME.match(after.text))
        )
        if (broken or begun) and line.may_go_on(after, OPENER):
            found.add(at)
    return found


def find_around_links(lines: list[NonblankLine], linked: set[int]) -> set[int]:
    """Find the other lines of a sentence that a link broke: up to where it begins, and down to its stop."""
    found: set[int] = set()
    for at in linked:
        for before in reversed(range(1, at)):
            line, after = lines[before], lines[before + 1]
            unfinished = line.text[-1] in CLAUSE_PAUSES or (lines[before - 1].text[-1] in CLAUSE_PAUSES)
            if line.ends or after.blanks or not unfinished or not line.may_go_on(after, OPENER):
                break
            found.add(before)
        below = range(at + 1, min(at + 1 + LONGEST_CHAIN, len(lines) - 1))
        stop = next((end for end in below if lines[end].ends), below.stop)
        chain = [(end, lines[end], lines[end + 1]) for end in range(at + 1, stop)]
        ended = stop < len(lines) and lines[stop].ends and "，" in lines[at].text + lines[at + 1].text
        if ended and all(not after.blanks and line.may_go_on(after, OPENER) for _, line, after in chain):
            found |= {end for end, *_ in chain}
    return found


def find_above_stops(lines: list[NonblankLine]) -> set[int]:
    """Find the lines of sentences whose stop stands alone: all above it, up to another stop or a blank line."""
    found = set()
    for stop in (at for at, line in enumerate(lines) if line.text[0] in STOPS and STOP.fullmatch(line.text)):
        for at in reversed(range(stop)):
            line, after = lines[at], lines[at + 1]
            apart = HEADING.match(line.text) or IMPRINT.match(line.text) or not at
            if (
                (apart and not UNFINISHED.search(line.text))
                or line.ends
                or after.blanks
                or not line.may_go_on(after, OPENER)
            ):
                break
            found.add(at)
    return found


def goes_on_in_clause(line: NonblankLine, after: NonblankLine, *, alone: bool) -> bool:
    """Tell whether the next line ends the clause that a line begins; `alone` says that no other line stands by them."""
    if IMPRINT.match(line.text):
        return False
    # No heading has the end of a sentence inside it.
    if alone and after.ends and SENTENCE.search(line.text):
        return True
    if "，" not in line.text:
        return len(line.text) > 2 * LONGEST_HEADING and LATIN_GOES_ON.match(after.text) is not None
    if FEW_WORDS.match(after.text) or (NOTICE.match(line.text) and after.ends):
        return True
    # Nothing is headed by a line of three clauses, or more, that is longer than all that it would head.
    return alone and after.ends and line.text.count("，") > 1 and len(after.text) <= len(line.text)


def find_cut_off(lines: list[NonblankLine]) -> set[int]:
    """Find the lines that break off in a sentence of several clauses which the next line ends, or in an English one."""
    open_lines = [at for at, (line, after) in enumerate(pairwise(lines)) if not line.ends and line.is_open(after)]
    long_lines = [at for at in open_lines if len(lines[at].text) >= LONGEST_VERSE]
    found = {at for at in long_lines if lines[at].text[-1] in CLAUSE_PAUSES}
    # A line as long as one that surely goes on breaks off at the same width.
    lengths = {len(lines[at].text) for at in found}
    near = {length + more for length in lengths for more in range(-(SLACK // 2), SLACK // 2 + 1)}
    for at in open_lines:
        line, after = lines[at], lines[at + 1]
        alone = (not at or line.blanks > 0) and (at + 2 == len(lines) or lines[at + 2].blanks > 0)
        as_long = len(line.text) >= LONGEST_VERSE and len(line.text) in near and "，" in line.text
        if line.breaks_off and (as_long or goes_on_in_clause(line, after, alone=alone)):
            found.add(at)
    return found
