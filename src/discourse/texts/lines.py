"""The lines of a text that are not blank: what each is, and whether it goes on in the next."""

import re
from dataclasses import dataclass
from itertools import repeat

from discourse.texts.characters import CLAUSE_ENDS, CLOSING_MARKS, LINE_END, PAUSES
from discourse.texts.fact import fact
from discourse.texts.numerals import NUMBERED

# Lines without a sentence among them are a list: of headings, of names.
SENTENCE = re.compile(r"[。！？!?]|[a-z)]\.(?=\s|$)")
# What begins a paragraph of its own, however the line before it ends: a number, a word or sign that opens a point, a
# label.
# What a sentence goes on with behind the name of who said so is no label.
LEARNT = "(?:获悉|獲悉|了解到|悉|称|稱|说|說|表示|介绍|介紹|指出|强调|強調)[：:]"
BREAKER = re.compile(
    rf"{NUMBERED.pattern}|[一二三四五六七八九十]+[是要]|其[一二三四五六]"
    rf"|[-*•·●■◆▲△★※—]|#{{1,6}}\s|[【\[〔](?:[\u4e00-\u9fff]\s?){{2,4}}[】\]〕]|[【\[]|(?!{LEARNT})[^\s：:，。！？；、]{{1,4}}[：:]\s*\S"
)
# Words such as these begin a paragraph only where the one before has come to its end.
OPENER = re.compile(rf"{BREAKER.pattern}|首先|其次|再次|最后|\d+\.\d+\s|(?!{LEARNT})[^\s：:，。！？；、]{{1,20}}[：:]")
OPENERS = re.compile(rf"(?:(?:{OPENER.pattern})\s*)*")
BEGINS_NUMBER = re.compile(r"[一二三四五六七八九十百]")
# A list of names and posts, or a table: blanks part the words of its lines; one stands behind a dateline, too.
TABULAR = re.compile(r"\S(?<![电電讯訊])(?:\u3000+|[ \t]{2,})\S")
PUNCTUATION = re.compile(r"[，。；、：！？…,;:!?]")
ENGLISH_END = re.compile(r"[a-z)]\.[\"'”’)]*$")
LATIN_PROSE = re.compile(r"(?:^|\s)(?:[a-z]+ ){2}[a-z]+")
LATIN_BEGIN, LATIN_END = re.compile(r"[A-Za-z0-9(\"']"), re.compile(r"[A-Za-z0-9)\"']$|(?<!\d)[,.;:!?]$")
# The parts of a word that a hyphen parts at the end of a line, and what begins compounds, which keep it.
WORD_BROKEN, WORD_ENDED = re.compile(r"(?<![\w-])([A-Za-z]{2,})[-\u2010]$"), re.compile(r"[a-z]{2,}(?![\w-])")
COMPOUNDING = re.compile(
    "(?:twen|thir|for|fif|six|seven|eigh|nine)ty|all|anti|back|best|built|capital|co|cost|cross|cutting|data|day|decision|deep|double|energy|ever|far|fast|first|"
    "five|follow|four|free|full|government|half|hard|high|higher|home|ill|in|inter|intra|job|knowledge|labou?r|land|"
    "large|late|law|life|long|longer|low|lower|market|medium|mid|middle|multi|near|new|non|off|old|on|one|open|over|"
    "part|people|policy|post|pre|pro|profit|public|quasi|quick|rapid|re|real|rule|second|self|semi|short|single|"
    "small|so|socio|soft|state|sub|super|technology|ten|third|three|time|top|trade|two|ultra|under|up|value|water|"
    "well|wide|working|world|year"
)
# Of these the ones that begin more words than compounds: in-dustry, re-gions, and not re-elected where elected stands.
AFFIX = re.compile("co|in|inter|intra|on|over|part|pre|pro|re|so|sub|super|ten|under|up")
# The signs that a mail puts before each line of the one that it answers, which has so many lines at the least.
LEAST_QUOTED = 4
QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
# Lines as long are not as wide in print: by so many half-width characters, and by one in so many.
SLACK, STRETCH = 4, 8
# A paragraph's indent is as wide as this at the least.
INDENT, PARAGRAPH_INDENTS = 2, range(2, 7)
LINE = re.compile(rf"([^\r\n]*)({LINE_END.pattern}|$)")
# Marks that no Chinese line begins with; two of a kind are a ruled line, or silence. Some may follow a name that
# begins a sentence, the others only what stands before it, too.
CONNECTIVE = "[和与與及或暨]|以及|或者"
BEGINS_INSIDE = re.compile(rf"(?!(.)\1)(?:[，、：,]|(?P<ends>[。；！？）」』”’》〉】〕］;)]))|(?:{CONNECTIVE})\Z")
# In the heads of pages these stand beside labels and buttons that are no part of the line above: 字体：, 【大 中 小】.
BESIDE_LABELS = "：:】］〕"
# A linked name is no longer, and holds none of these.
NAME_LENGTH, CLAUSE_MARK = 40, re.compile(r"[，。；：！？,;:!?]")
# No English line begins with a small letter if the one before it, which ends at no mark, is as long as a sentence.
LATIN_GOES_ON = re.compile(r"[a-z]+ ")
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
        begun = OPENERS.match(self.text)
        return self.text[begun.end() :] if begun else self.text

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

    def goes_on_in_clause(self, after: "NonblankLine", *, alone: bool) -> bool:
        """Whether the next line ends the clause that the line begins; `alone` says that none stands by them."""
        if IMPRINT.match(self.text):
            return False
        # No heading has the end of a sentence inside it.
        if alone and after.ends and SENTENCE.search(self.text):
            return True
        if "，" not in self.text:
            return len(self.text) > 2 * LONGEST_HEADING and LATIN_GOES_ON.match(after.text) is not None
        if FEW_WORDS.match(after.text) or (NOTICE.match(self.text) and after.ends):
            return True
        # Nothing is headed by a line of three clauses, or more, that is longer than all that it would head.
        return alone and after.ends and self.text.count("，") > 1 and len(after.text) <= len(self.text)

    def parts_word(self, after: "NonblankLine", text: str) -> bool:
        """Whether a hyphen at the end of the line parts an English word: intelli-, and below it gence.

        The `text` may show what is right; else a compound (high-quality) is told by a beginning that makes many, and
        one by a prefix (re-elected) by the word behind it, which stands alone elsewhere.
        """
        begun, ended = WORD_BROKEN.search(self.text), WORD_ENDED.match(after.text)
        if not begun or not ended:
            return False
        first, last = begun[1], ended[0]
        whole, compound = (re.search(rf"\b{first}{sign}{last}\b", text, re.IGNORECASE) for sign in ("", "-"))
        if whole is None and compound is None and AFFIX.fullmatch(first.lower()):
            return re.search(rf"\b{last}\b", text[: after.start] + text[after.start + len(last) :]) is None
        return whole is not None or (compound is None and not COMPOUNDING.fullmatch(first.lower()))


def read_lines(text: str) -> list[NonblankLine]:
    """List the lines that are not blank; the signs of a quoted mail before a line are no words of it."""
    found, blanks = [], 0
    quoting = ">" in text and len(QUOTED.findall(text)) >= LEAST_QUOTED
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
