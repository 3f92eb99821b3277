"""Cues of a line that no rule knew by its own form: of itself, its neighbours, and the other such lines of its text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import accumulate, chain

from discourse.texts.fact import fact
from discourse.texts.layout.blocks import COUNTED, LineBlock
from discourse.texts.layout.codes import level_of
from discourse.texts.layout.facts import MANY_LINES
from discourse.texts.layout.stray_lines import SIGNS

# What a line is taken for that may be open.
OPEN = (None, "heading", "imprint")
# The most characters of a line of each length, of one that is short, and that is middling; a longer one is a paragraph.
LONGEST_LINE = 80
LENGTHS = (4, 8, 14, 20, 30, 45, LONGEST_LINE)
SHORT, MIDDLING = 30, 45
MOST_CAPTIONS, MOST_COMMAS = 2, 3
ENDS = {
    **dict.fromkeys("。!….", "stop"), "?": "question", **dict.fromkeys(",、;", "pause"), ":": "colon",
    **dict.fromkeys(")】]", "bracket"),
}  # fmt: skip
CLOSED = {"stop": "closed", "question": "closed", "pause": "going on", "colon": "going on"}
BEGINS = dict.fromkeys("([【", "bracket") | dict.fromkeys('“"「《‘', "quotation")
# What pictures, credits, notices of a page and people speak of; and lines of foreign words, and of figures.
WORDS = {
    "picture": re.compile("图|照片|摄|视频|截屏|供稿"),
    "credit": re.compile("记者|编辑|责编|来源|作者|撰[文稿]|采写|校对|审核|文[/|]|通讯员"),
    "notice": re.compile(
        "点击|关注|扫码|二维码|下载|返回|阅读|推荐|转载|版权|评论|分享|登录|注册|声明|链接|原文|回复|客户端|公众号|订阅"
    ),
    "date": re.compile(r"\d{2,4}[-年/.]\d{1,2}[-月/.]\d{1,2}|\d{1,2}:\d{2}"),
    "scene": re.compile("正在|现场|展示|参观|接受|介绍|合影|举行|街头|门口|外景|手持|受访|画面|镜头|左|右"),
    "person": re.compile("先生|女士|教授|记者|主任|局长|书记|院士|校长|代表|律师"),
    "self": re.compile("[我你咱]"),
    "asks": re.compile("为什么|如何|怎么|何|谁|哪|是否|吗|什么"),
}
SHARES, SHARE = {"latin": re.compile("[A-Za-z]"), "figures": re.compile(r"\d")}, 0.3
PAIR = re.compile(r"(?=([\u4e00-\u9fffA-Za-z\d]{2}))")
# The last line of a speech.
THANKS_ALONE = re.compile("(?:最后,?)?(?:再次)?(?:谢谢|感谢)(?:大家|各位|您|你们|主席|聆听)?[!。]?")
# How far below the last paragraph places are told apart, and from how many on numbers are told apart no more.
FAR, MANY = 4, {4: "4-6", 7: "7+"}
# Paragraphs between two lines that might be headings, and how they end who might be.
GAPS, HEADS_END = {0: "0-1", 2: "2", 3: "3-5", 6: "6+"}, ("open", "question", "bracket", "colon")
PICTURES = ("caption", "photograph", "picture", "scene")


def end_of(block: LineBlock) -> str:
    """Say how a line ends."""
    return ENDS.get(block.facts.last, "open")


def step_of(number: int, steps: dict[int, str]) -> str:
    """Name a number by the last of the steps that it reaches.

    >>> step_of(5, {4: "4-6", 7: "7+"}), step_of(3, {4: "4-6", 7: "7+"})
    ('4-6', '3')
    """
    return next((name for least, name in reversed(steps.items()) if number >= least), str(number))


def state_of(block: LineBlock | None) -> str:
    """Say what a line is taken for so far: text for all kinds of it, `free` where that is open, `none` for no line."""
    if block is None:
        return "none"
    return "text" if block.opens_turn or block.kind in COUNTED else block.kind or "free"


def shape_of(block: LineBlock | None) -> str:
    """Say how long a line is, and whether its end is closed, open, or shows that it goes on."""
    if block is None:
        return ""
    length = len(block.text)
    size = "short" if length <= SHORT else "middling" if length <= MIDDLING else "long"
    return f"{size} {CLOSED.get(end_of(block), 'open')}"


def is_full_text(block: LineBlock) -> bool:
    """Tell whether a line is surely a paragraph: free or speech, and very long, or long and a sentence."""
    length = len(block.text)
    if length <= MIDDLING or (length <= LONGEST_LINE and end_of(block) not in ("stop", "question")):
        return False
    return state_of(block) in ("free", "text")


def is_picture(block: LineBlock) -> bool:
    """Tell whether a rule knows a line for what stands beside a picture."""
    return block.kind == "imprint" and any(word in block.rule for word in PICTURES)


def is_open(block: LineBlock, below: LineBlock | None) -> bool:
    """Tell whether a line is no title and no full paragraph, and no declaration, label or form of its own says more.

    An office above a date, or behind all text, signs a document; a full stop of English ends a sentence.
    """
    if block.opens_turn or block.kind not in OPEN or is_full_text(block) or block.facts.last == ".":
        return False
    if (block.facts.number == "article" and block.facts.ends_sentence) or THANKS_ALONE.fullmatch(block.normalized):
        # However short the last article of a law is, or the last line of a speech.
        return False
    if block.kind is None and SIGNS.search(block.normalized) and (below is None or below.kind == "imprint"):
        return False
    rule = block.rule
    return rule == "" or level_of(rule) != "own_form"


@lru_cache(MANY_LINES)
def read_form(text: str) -> tuple[int, str, int, tuple[str, ...]]:
    """Return of a line alone which of the LENGTHS it has, with what it begins, its commas, and what it speaks of.

    >>> read_form("2024年，记者摄")
    (2, 'figure', 0, ('picture', 'credit', 'person'))
    >>> [read_form(text)[1] for text in ("2024年", "AI", "低空", "“低空”", "•")]
    ['figure', 'latin', 'word', 'quotation', 'sign']
    """
    begin = text[:1]
    letter = "figure" if begin.isdecimal() else "latin" if begin.isascii() else "word"
    begins = BEGINS.get(begin) or (letter if begin.isalnum() else "sign")
    words = tuple(name for name, words in WORDS.items() if words.search(text))
    return bisect_left(LENGTHS, len(text)), begins, min(text.count(",") + text.count("、"), MOST_COMMAS), words


class OpenLines:
    """The lines of a text that no rule knew by their own form, and which of them stand as headings and captions do.

    These, the *loose* ones, are short, without a stop, and between paragraphs; those that follow one another are a row.
    """

    def __init__(self, blocks: list[LineBlock]):
        self.blocks = blocks
        below = chain(blocks[1:], [None])
        # Several lines above questions are headings; one or two may be captions.
        series = sum(block.rule == "heading_before_question" for block in blocks) > MOST_CAPTIONS
        known = {"heading_before_question"} if series else set()
        pairs = enumerate(zip(blocks, below, strict=False))
        self.places = [at for at, pair in pairs if is_open(*pair) and pair[0].rule not in known]

    @fact
    def full(self) -> list[int]:
        """Where full paragraphs stand."""
        return [at for at, block in enumerate(self.blocks) if is_full_text(block)]

    @fact
    def above(self) -> list[int]:
        """How many full paragraphs stand above each line."""
        full = set(self.full)
        return [0, *accumulate(at in full for at in range(len(self.blocks)))]

    @fact
    def rows(self) -> list[list[int]]:
        """The loose lines in rows; imprint may stand between those of one row."""
        first, last = (self.full[0], self.full[-1]) if self.full else (0, 0)
        rows: list[list[int]] = []
        for at in self.places:
            block = self.blocks[at]
            if not (first < at < last and len(block.text) <= MIDDLING and end_of(block) in HEADS_END):
                continue
            near = rows and all(between.kind == "imprint" for between in self.blocks[rows[-1][-1] + 1 : at])
            rows += [] if near else [[]]
            rows[-1].append(at)
        return rows

    @fact
    def row_of(self) -> dict[int, int]:
        """In which row each loose line stands."""
        return {at: number for number, row in enumerate(self.rows) for at in row}

    @fact
    def longest(self) -> set[int]:
        """The loose lines that are longer than every other of their row."""
        found = set()
        for row in self.rows:
            *_, second, first = sorted([-1, *(len(self.blocks[at].text) for at in row)])
            found |= {at for at in row if second < len(self.blocks[at].text) == first}
        return found

    @fact
    def around(self) -> list[LineBlock | None]:
        """All lines, with two that are none above the first and below the last."""
        return [None, None, *self.blocks, None, None]

    @fact
    def page_cues(self) -> list[str]:
        """What is true of the text as a whole."""
        blocks = self.blocks
        inside = blocks[self.full[0] : self.full[-1] + 1] if self.full else []
        texts = [block for block in inside if state_of(block) in ("free", "text")]
        brief = sum(len(block.text) <= MIDDLING and end_of(block) == "stop" for block in texts)
        seen = sum(map(is_picture, inside))
        told = {
            "marked": any(block.rule == "heading_mark" for block in blocks),
            "numbered": sum(block.kind == "heading" and bool(block.facts.number) for block in blocks) > 1,
            "numbers alone": sum(block.rule == "heading_alone" for block in blocks) > 1,
            "spoken": any(block.opens_turn for block in blocks),
            "with marked captions": any(block.mark == "caption" for block in blocks),
        }
        return [
            *(name for name, holds in told.items() if holds),
            f"brief sentences {4 * brief // max(len(texts), 1)} of 4", f"pictures {min(seen, 2)}",
        ]  # fmt: skip

    @fact
    def texts(self) -> Counter[str]:
        """How often each line is printed."""
        return Counter(block.text for block in self.blocks)

    @fact
    def bold(self) -> set[int]:
        """The loose lines that are bold, where several are."""
        found = {at for at in self.row_of if self.blocks[at].bold >= len(self.blocks[at].text)}
        return found if len(found) > 1 else set()

    def neighbour_cues(self, at: int) -> Iterator[str]:
        """Give the cues of where a line stands, and of the two lines above and below it."""
        two_above, above, block, below, two_below = self.around[at : at + 5]
        first, last = (self.full[0], self.full[-1]) if self.full else (len(self.blocks), -1)
        yield "inside" if first <= at <= last else "above" if at < first else f"below {min(at - last, FAR)}"
        size = "short" if len(block.text) <= SHORT and end_of(block) != "stop" else "other"
        yield f"{size} below {state_of(above)} {shape_of(above)}"
        yield f"{size} above {state_of(below)} {shape_of(below)}"
        if below and below.opens_turn:
            yield f"above a {below.kind}"
        yield f"two below {state_of(two_above)}"
        yield f"two above {state_of(two_below)}"

    def loose_cues(self, at: int) -> Iterator[str]:
        """Give the cues of a loose line among the others: how many, how far, which words it has from its neighbours."""
        rows, number = self.rows, self.row_of[at]
        row, block = rows[number], self.blocks[at]
        yield f"rows {step_of(len(rows), MANY)}"
        yield f"row of {min(len(row), 4)}, place {[*row[:3], at].index(at)}"
        edges = (
            [row[-1] for row in rows[max(number - 1, 0) : number]],
            [row[0] for row in rows[number + 1 : number + 2]],
        )
        for side, edge in zip(("above", "below"), edges, strict=True):
            gap = [abs(self.above[at] - self.above[other]) for other in edge]
            yield f"gap {side} {step_of(gap[0], GAPS) if gap else 'none'}"
        if row[1:]:
            yield "longest of its row" if at in self.longest else "not longest of its row"
        if self.texts[block.text] > 1:
            yield "printed again"
        if self.bold:
            yield "bold among bold" if at in self.bold else "plain among bold"
        words = set(PAIR.findall(block.normalized))
        for side, near in (("above", self.blocks[at - 1]), ("below", self.blocks[at + 1])):
            yield f"words of the line {side} {min(len(words.intersection(PAIR.findall(near.normalized))), 3)}"

    def cues(self, at: int) -> list[str]:
        """Give all cues of an open line."""
        block, loose = self.blocks[at], at in self.row_of
        page = map(partial("{} in a text: {}".format, "loose" if loose else "other"), self.page_cues)
        bold = ["bold"] if block.bold >= len(block.text) else []
        text = block.normalized
        size, begins, commas, words = read_form(text)
        return [
            f"length {LENGTHS[min(size, len(LENGTHS) - 1)]}", f"ends {end_of(block)}", f"begins {begins}",
            f"commas {commas}", *words,
            *(name for name, sign in SHARES.items() if len(sign.findall(text)) > len(text) * SHARE),
            *bold, f"taken for {state_of(block)}",
            *chain(self.neighbour_cues(at), self.loose_cues(at) if loose else (), page),
        ]  # fmt: skip


def find_cues(blocks: list[LineBlock]) -> Iterator[tuple[int, list[str]]]:
    """Give the place of each open line, and its cues: its length, marks and words, where it stands, its neighbours.

    >>> from discourse.texts.layout.blocks import read_line_blocks
    >>> dict(find_cues(read_line_blocks("图为园区", lambda offset: 1)))[0][:4]
    ['length 4', 'ends open', 'begins word', 'commas 0']
    >>> [dict(find_cues(read_line_blocks("图为" * n, lambda offset: 1)))[0][0] for n in (4, 5, 40)]
    ['length 8', 'length 14', 'length 80']
    """
    lines = OpenLines(blocks)
    return ((at, lines.cues(at)) for at in lines.places)
