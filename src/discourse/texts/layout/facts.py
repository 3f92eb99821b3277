"""What the rules say of one line: each is asked once at the most, and the passes decide on the answers."""

import re
from functools import lru_cache

from discourse.texts.characters import CLAUSE_ENDS, CLOSING_MARKS, PAUSES, SENTENCE_ENDS
from discourse.texts.fact import fact
from discourse.texts.layout import rules
from discourse.texts.layout.rules import match_prefix, match_rule, normalize_line
from discourse.texts.layout.series import Opener, PointForms, find_openers
from discourse.texts.layout.speech import Label, asks_question, read_label, role_of_label, speaker_name
from discourse.texts.lines import ENGLISH_END
from discourse.texts.numerals import NUMERALS, read_numeral

# The most characters of a line that may be page furniture, a title, a heading; the fewest of one that is a full
# paragraph though no stop ends it.
IMPRINT_LENGTH, TITLE_LENGTH, HEADING_LENGTH, PLAIN_LENGTH, FULL_LENGTH = 160, 60, 45, 30, 46
# What only says that it follows: 以下是访谈摘录.
ANNOUNCING = re.compile(
    r"(?:以下|下面)[是为為].{0,24}(?:摘[录錄编編要]|[节節][选選录錄]|[实實][录錄]|全文|原文|正文|[对對][话話谈談]|[访訪][谈談]|[采採][访訪]|"
    r"[问問]答|文字稿|[内內]容|部分)[:。]?"
)
# So many short lines keep their facts: those of a site, a paper or a series stand in one article after the other.
MANY_LINES = 4096
# A longer line in brackets says what happens: （演讲结束后，进入提问环节）.
BRACKETED = 8
BULLETS, DASHES = "•·●◆■▪※◎- ", "—―─–-"
ASIDE = f"{CLOSING_MARKS} "
BRACKETS_LAST = re.compile(r"[。!?…][”’」』\"]{0,2} ?(?:\([^()]{1,30}\) ?){1,2}$")
BLANKS = re.compile(" {2,}")
# However long, an address is one word.
ADDRESS = re.compile(r"https?://[!-~]+")
FIRST_WORD = re.compile(r"[\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff]){1,3}(?= ?[:/|\]】])")
RANK = re.compile(rf"\d+|[{NUMERALS}百]+|[IVX]+")
# Inside a line a point begins a sentence or follows ； or ：, and never inside a quotation's first words.
LINE_BEFORE = r"^|[。!?…;:][”’」』)】]* *"
LINE_FORMS = PointForms(rules.POINTS, {rule.name: LINE_BEFORE for rule in rules.POINTS}, rules.ORDINALS)


class LineFacts:
    """The facts of one line, each found when it is first asked for; `normalized` is the text as the rules see it.

    >>> line = LineFacts("• 编 辑：林晓    来源：本刊")
    >>> line.closed, line.imprint, line.number, line.ends_with_mark
    ('编辑:林晓 来源:本刊', 'editors', None, False)
    """

    def __init__(self, text: str, normalized: str | None = None):
        self.text = text
        self.normalized = normalize_line(text) if normalized is None else normalized
        self.last = self.normalized.rstrip(ASIDE)[-1:] or " "

    @fact
    def ends_sentence(self) -> bool:
        """Whether the full stop of a sentence, Chinese or English, ends the line, closing quotes and brackets aside.

        Behind it may stand, in brackets, who wrote it, who is charged with it, or what happens.
        """
        return self.last in SENTENCE_ENDS or self.ends_in_english or BRACKETS_LAST.search(self.normalized) is not None

    @fact
    def ends_in_english(self) -> bool:
        """Whether the full stop of an English sentence ends the line: of several words, the last in small letters."""
        return self.last == "." and " " in self.normalized and ENGLISH_END.search(self.normalized) is not None

    @fact
    def ends_with_mark(self) -> bool:
        """Whether any stop, comma or dash does."""
        return self.ends_sentence or self.last in CLAUSE_ENDS or self.last in PAUSES or self.last == "—"

    @fact
    def closed(self) -> str:
        """The line without the blanks in the word before a colon (编　辑：), a bullet, and blanks in a row."""
        words = self.normalized.lstrip(BULLETS) or self.normalized
        if " " not in words:
            return words
        return BLANKS.sub(" ", FIRST_WORD.sub(lambda match: match.group().replace(" ", ""), words, count=1))

    @fact
    def imprint(self) -> str | None:
        """The rule by which the line, whatever stands around it, belongs to the page."""
        line = self.normalized
        line = ADDRESS.sub("https://a.cn", line) if "://" in line else line
        if len(line) > IMPRINT_LENGTH:
            return None
        found = match_rule(rules.IMPRINT, line)
        if not found and self.closed != self.normalized:
            found = match_rule(rules.IMPRINT, ADDRESS.sub("https://a.cn", self.closed))
        return (
            found
            or match_rule(rules.BOX_ALONE, self.closed)
            or ("dateline" if self.dateline == len(self.normalized) else None)
        )

    @fact
    def dateline(self) -> int:
        """Where the dateline ends that the line begins with, 0 if it begins with none."""
        found = match_prefix(rules.DATELINES, self.normalized)
        # A sentence that goes on behind it needs its words: 据某社1月2日消息，会议召开。
        return found.end() if found and self.normalized[found.end() : found.end() + 1] not in (",", "、") else 0

    @fact
    def number_form(self) -> re.Match | None:
        """The number of a heading that the line begins with."""
        return match_prefix(rules.HEADINGS, self.normalized)

    @fact
    def number(self) -> str | None:
        """The way a heading is numbered: chapter 第一章, number 一、, bracket （一）, digit 1."""
        return self.number_form and self.number_form.lastgroup

    @property
    def rank(self) -> int:
        """That number, 0 if there is none, or one of a hundred or more in characters."""
        found = RANK.search(self.number_form.group()) if self.number_form else None
        if not found or "百" in found.group():
            return 0
        return int(found.group()) if found.group().isdecimal() else read_numeral(found.group())

    @property
    def is_paragraph(self) -> bool:
        """Whether the line is a paragraph or a numbered line, not one more short line."""
        return len(self.normalized) >= FULL_LENGTH or self.ends_with_mark or bool(self.number)

    @property
    def is_short(self) -> bool:
        """Whether the line is as short as a heading, and no mark ends it."""
        return len(self.normalized) <= HEADING_LENGTH and not self.ends_with_mark

    @property
    def can_head(self) -> bool:
        """Whether the line may be a heading: words of one sentence, quotation marks in pairs, no label, no row.

        What a dash opens and none closes says whose the words above are: ——林晓《车间》. Nor may 以下是访谈摘录.
        """
        text = self.normalized
        if (self.is_subtitle and text[-1] not in DASHES) or ANNOUNCING.fullmatch(text):
            return False
        opened, closed, plain = (text.count(mark) for mark in '“”"')
        # “甲" is a pair, too.
        paired = opened == closed or (plain > 0 and (opened + closed + plain) % 2 == 0)
        whole = len(text) <= TITLE_LENGTH and "。" not in text[:-1] and paired
        return whole and "\t" not in self.text and not self.role and not self.tells and any(map(str.isalnum, text))

    @property
    def tells(self) -> bool:
        """Whether a line in brackets tells what happens, and is too long for a laugh or for applause."""
        text = self.normalized
        return text[0] + text[-1] == "()" and len(text) > BRACKETED and text.count("(") == 1

    @property
    def is_said(self) -> bool:
        """Whether a short line is speech, or an aside in brackets; a question may head what answers it."""
        text, ended = self.normalized, self.ends_with_mark and not self.normalized.endswith("?")
        ended = ended or bool(rules.TOLD.match(text))
        return ended or bool(rules.ADDRESSED.search(text)) or text[0] + text[-1] == "()" or text[0] == ">"

    @fact
    def is_subtitle(self) -> bool:
        """Whether a dash begins the line."""
        return bool(match_rule(rules.SUBTITLE, self.normalized))

    @fact
    def opens_box(self) -> bool:
        """Whether the line begins like a box, 核心阅读 or 编者按."""
        return bool(match_prefix(rules.BOX, self.closed))

    @fact
    def author(self) -> str | None:
        """The rule by which the line, near the title, names an author."""
        return match_rule(rules.AUTHOR, self.normalized)

    @fact
    def column(self) -> str | None:
        """The rule by which the line, above the title, names a column or a site."""
        return match_rule(rules.COLUMN, self.normalized)

    @fact
    def role(self) -> str | None:
        """Whether the whole line is a label that asks or answers."""
        return role_of_label(self.normalized)

    @fact
    def name(self) -> str | None:
        """The person whom the whole line names."""
        return speaker_name(self.normalized)

    @fact
    def label_form(self) -> re.Match | None:
        """The box, or the words before a colon, that the line begins with."""
        return match_prefix(rules.LABELS, self.normalized)

    @fact
    def label(self) -> Label | None:
        """The label in that form."""
        return read_label(self.text, self.label_form)

    @fact
    def asks(self) -> bool:
        """Whether the line ends in a question."""
        return asks_question(self.normalized)

    @fact
    def openers(self) -> list[Opener]:
        """Where points may begin in the line."""
        return find_openers(self.normalized, LINE_FORMS)

    @property
    def opener(self) -> Opener | None:
        """The point that the line begins with, in a style that numbers points only."""
        first = self.openers[0] if self.openers else None
        return first if first and first.start == 0 and first.anywhere else None

    @property
    def opens_point(self) -> bool:
        """Whether the line surely begins with a point."""
        return self.opener is not None and self.opener.sure


kept_facts = lru_cache(MANY_LINES)(LineFacts)


def line_facts(text: str, normalized: str) -> LineFacts:
    """Return the facts of a line; short lines that are the same share theirs."""
    return kept_facts(text, normalized) if len(text) <= IMPRINT_LENGTH else LineFacts(text, normalized)
