"""Text becomes paragraphs: title, lead, headings, turns, speakers, points."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from discourse.errors import DiscourseError, one_of

KINDS = ["title", "subtitle", "lead", "heading", "question", "answer", "body", "imprint"]
LEVELS = {"declared": 0, "chapter": 1, "number": 2, "bracket": 3, "digit": 4, "plain": 5}
NUMERALS = "一二三四五六七八九十"

# what an imprint line looks like: dates, page numbers, editors, the copying site's stamp
IMPRINT = [
    r"(发布时间|发布日期|发表时间|时间|日期|来源|稿源|稿件来源|信息来源|作者|编辑|浏览次数|字号)\s*[:：].*",
    r"[（(【\[]?\s*(责任编辑|责编|编辑|校对|审核|审校|监制|值班编委|值班主任|版式|制图|摄影)\s*[:：].{0,80}",
    r"[（(【\[]?\s*(来源|原标题|原载|转自|转载自|摘自)\s*[:：].{0,80}",
    r"《\s*[^》]{2,16}\s*》\s*[（(]?\s*\d{4}\s*年.{0,40}",
    r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?(\s*来源\s*[:：].*)?",
    r"[（(]\s*(新华社|中新社|本报)?[^（()）]{0,12}\d{1,2}月\d{1,2}日(电|讯)[^（()）]{0,12}[）)]",
    r"[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^（()）]{0,60}[）)]",
    r"[（(]\s*(上接|下转).{1,12}[）)]",
    r"[（(]?\s*(本报|本刊|新华社|中新社|人民网|新华网|央视网|经济日报|人民日报)?\s*(见习|特约|实习)?(记者|通讯员)"
    r"\s*[^\s，。：:、（()）]{2,4}([\s、]+[^\s，。：:、（()）]{2,4}){0,4}\s*[）)]?",
    r"(本报|本刊)记者",
]
SOURCE_LINE = re.compile(
    r"《\s*(?P<source>[^》]+?)\s*》\s*[（(]?\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(第?\s*0*(?P<page>\w+?)\s*版)?"
)
STAMP_LINE = re.compile(r"(发布时间|发布日期|发表时间)\s*[:：]\s*(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})")
SERIES = re.compile(r"[（(【][^（()）】]*(访谈|专访|对话|系列|学习贯彻|解读|·)[^（()）】]*[）)】]$")
SUBTITLE = re.compile(r"^[—─–-]{1,3}\s*\S")
SENTENCE_END = re.compile(r"[。！？!?；;：:…，,、](?:[”’」』）)】》]*)$")

# who speaks: label patterns by role, and the offices that mark a label as a person's
QUESTION_LABELS = r"\d*[一二三四五六七八九十]*问|[^，。]{0,20}记者[^，。]{0,4}|主持人[^，。]{0,6}|提问|采访者|网友|Q\d*"
ANSWER_LABELS = r"\d*答|A\d*"
PERSON = re.compile(r"[\u4e00-\u9fff·• ]{2,30}")
OFFICE = re.compile(r"部长|主任|司长|局长|书记|主席|院长|校长|厅长|市长|省长|会长|教授|研究员|专家|发言人|负责人|董事长|总经理|同志$")
NO_LABEL = r"\s：:，。！？；、“”（()）《》"
LABEL = re.compile(
    rf"[▲△●■◆★※▶]?\s*(?:[【\[](?P<boxed>[^】\]\s]{{1,20}})[】\]]\s*[：:]?"
    rf"|(?P<plain>[^{NO_LABEL}]{{1,24}}(?:[ \u3000][^{NO_LABEL}]{{1,6}})?)\s*[：:])\s*"
)

HEADING_NUMBERS = [
    ("chapter", rf"第[{NUMERALS}百\d]+(章|部分|篇)"),
    ("number", rf"[{NUMERALS}]+\s*、"),
    ("bracket", rf"[（(][{NUMERALS}]+[）)]"),
    ("digit", r"\d{1,2}\s*[.．、]\s*(?!\d)"),
]
POINTS = [rf"(?P<n>[{NUMERALS}]+)是", rf"第(?P<n>[{NUMERALS}]+)[，,是、]", rf"其(?P<n>[{NUMERALS}])[，,是、]"]


@dataclass(frozen=True)
class Piece:
    """A paragraph in the making: a span of the text, and what it was understood to be."""

    start: int
    end: int
    text: str
    line: int = 0
    kind: str | None = None
    speaker: str | None = None
    opens_turn: bool = False
    level: str | None = None
    section: int = 0
    turn: int = 0
    point: int | None = None
    heading: str | None = None
    declared: dict = field(default_factory=dict)


def find_structure(text: str, *, line_of, title=None, subtitle=None, declarations=()) -> list[Piece]:
    """Divide an article's text into its paragraphs and say what each is.

    `line_of` gives the line in the file for an offset into `text`; `declarations` are the manifest's
    `[[article.declare]]`, which overrule every guess.

    Raises DiscourseError where a declaration's line holds no paragraph, or a declared title is not found.
    """
    pieces = declare(split_lines(text, line_of), declarations)
    pieces = mark_imprint(pieces)
    pieces = mark_title(pieces, title, subtitle)
    pieces = mark_turns(pieces)
    pieces = mark_headings(pieces)
    pieces = fill_kinds(pieces)
    pieces = mark_points(number_sections(pieces))
    return [overrule(piece) for piece in pieces]


def split_lines(text: str, line_of) -> list[Piece]:
    """Give each line that is not blank, without the blanks at its ends."""
    lines = re.finditer(r"[^\s](?:[^\r\n\x0b\x0c\x85\u2028\u2029]*[^\s])?", text)
    return [Piece(m.start(), m.end(), m.group(), line_of(m.start())) for m in lines]


def declare(pieces: list[Piece], declarations) -> list[Piece]:
    """Attach each declaration to the paragraph that begins on its line."""
    by_line = {}
    for declaration in declarations:
        line = declaration["line"]
        if line not in {piece.line for piece in pieces}:
            raise DiscourseError(f"declare.line={line} holds no paragraph of the article; count lines from 1 in the file")
        if "kind" in declaration:
            one_of("declare.kind", declaration["kind"], KINDS)
        by_line[line] = by_line.get(line, {}) | declaration
    return [replace(p, declared=by_line.get(p.line, {}), kind=by_line.get(p.line, {}).get("kind")) for p in pieces]


def mark_imprint(pieces: list[Piece]) -> list[Piece]:
    """Mark dates, page numbers, bylines, editors' and source lines."""
    whole = re.compile("|".join(f"(?:{pattern})" for pattern in IMPRINT))
    return [replace(p, kind=p.kind or ("imprint" if whole.fullmatch(p.text) else None)) for p in pieces]


def mark_title(pieces: list[Piece], title: str | None, subtitle: str | None) -> list[Piece]:
    """Mark the title, the series label in brackets that follows it, and the subtitles."""
    at = title_at(pieces, title)
    if at is None:
        return pieces
    head, rest = cut_series(replace(pieces[at], kind="title")), pieces[at + 1 :]
    marked = pieces[:at] + head
    while rest and rest[0].kind is None and is_subtitle(rest, subtitle):
        marked.append(replace(rest.pop(0), kind="subtitle"))
    return marked + rest


def title_at(pieces: list[Piece], title: str | None) -> int | None:
    """Find the line that holds the title: the one declared, else a short first line that is no sentence."""
    for at, piece in enumerate(pieces):
        if piece.kind == "title" or (title and piece.kind is None and piece.text.startswith(title)):
            return at
    if title:
        raise DiscourseError(f"title={title!r} begins no line of the article; copy it from the file")
    at = next((i for i, piece in enumerate(pieces) if piece.kind is None), None)
    if at is None or len(pieces) == 1:
        return None
    text = pieces[at].text
    fits = len(text) <= 60 and not re.search(r"[。；;，,：:]$", text) and not label_of(text)[0]
    return at if fits and not number_of(text) else None


def cut_series(piece: Piece) -> list[Piece]:
    """Cut a series label such as (权威访谈·…) from the title: page furniture, like the imprint."""
    label = SERIES.search(piece.text)
    if not label or not label.start():
        return [piece]
    cut = piece.start + label.start()
    title = piece.text[: label.start()].rstrip()
    return [
        replace(piece, end=piece.start + len(title), text=title),
        replace(piece, start=cut, text=label.group(), kind="imprint", declared={}),
    ]


def is_subtitle(rest: list[Piece], declared: str | None) -> bool:
    """Tell whether the first of `rest`, which follows the title, is a subtitle: declared, or after a dash."""
    text = rest[0].text
    return text.strip("—─–- ") == declared.strip("—─–- ") if declared else bool(SUBTITLE.match(text))


def label_of(text: str) -> tuple[str | None, int]:
    """Return the word before the colon (or in 【】) that may name a speaker, and where the speech begins."""
    match = LABEL.match(text)
    return (match["boxed"] or match["plain"], match.end()) if match else (None, 0)


def role_of(label: str, people: set[str]) -> str | None:
    """Say whether a label opens a question or an answer, or is no speaker's."""
    if re.fullmatch(QUESTION_LABELS, label):
        return "question"
    return "answer" if re.fullmatch(ANSWER_LABELS, label) or label in people else None


def find_people(pieces: list[Piece]) -> set[str]:
    """Collect the names that stand before a colon as speakers do: after a question, or again and again."""
    lines = [p for p in pieces if p.kind not in ("imprint", "title", "subtitle")]
    labels = [label for p in lines if (label := label_of(p.text)[0])]
    asks = [role_of(label, set()) == "question" for label in labels]
    if not any(asks):
        return set()
    names = Counter(label for label in labels if PERSON.fullmatch(label) and not role_of(label, set()))
    answering = {
        label
        for asked, label in zip(asks, labels[1:], strict=False)
        if asked and (len(label) <= 4 or OFFICE.search(label))
    }
    return {name for name, n in names.items() if (n > 1 or name in answering) and point_of(name + "是") is None}


def mark_turns(pieces: list[Piece]) -> list[Piece]:
    """Mark the paragraphs that open a turn, and cut the speaker's label from their text."""
    people, marked, alone = find_people(pieces), [], None
    for piece in pieces:
        label, cut = label_of(piece.text)
        role = role_of(label, people) if label else None
        if piece.kind not in (None, "question", "answer"):
            marked.append(piece)
        elif role and cut == len(piece.text):
            alone = piece
            continue
        elif role:
            marked.append(open_turn(piece, cut, label, role))
        elif alone:
            label = label_of(alone.text)[0]
            marked.append(open_turn(piece, 0, label, role_of(label, people)))
        elif piece.kind:
            marked.append(replace(piece, opens_turn=True))
        else:
            marked.append(piece)
        alone = None
    return marked


def open_turn(piece: Piece, cut: int, label: str, role: str) -> Piece:
    """Make a paragraph the first of a turn, its text beginning at `cut`; a declared kind overrules the role."""
    return replace(
        piece, start=piece.start + cut, text=piece.text[cut:], kind=piece.kind or role, speaker=label, opens_turn=True
    )


def number_of(text: str) -> str | None:
    """Name the way a heading is numbered: chapter 第一章, number 一、, bracket （一）, digit 1."""
    return next((level for level, pattern in HEADING_NUMBERS if re.match(pattern, text)), None)


def mark_headings(pieces: list[Piece]) -> list[Piece]:
    """Mark headings: short lines that end without a stop, numbered, before a question, or between full paragraphs."""
    turns = any(piece.opens_turn for piece in pieces)
    first = next((i for i, piece in enumerate(pieces) if piece.opens_turn), 0)
    marked = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == "heading":
            marked[at] = replace(piece, level="declared")
        elif piece.kind is None and is_heading(pieces, at, lead=turns and at < first):
            marked[at] = replace(piece, kind="heading", level=number_of(piece.text) or "plain")
    return marked


def is_heading(pieces: list[Piece], at: int, *, lead: bool) -> bool:
    """Tell whether a line heads what follows; `lead` says that no turn was opened yet."""
    text = pieces[at].text
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or after.kind == "imprint" or len(text) > 45 or "。" in text:
        return False
    if after.opens_turn and after.kind == "question":
        return not re.search(r"[。；;：:，,、]$", text)
    if SENTENCE_END.search(text) or lead:
        return False
    between = at > 0 and (pieces[at - 1].kind is not None or bool(SENTENCE_END.search(pieces[at - 1].text)))
    return bool(number_of(text)) or (between and len(text) <= 30)


def fill_kinds(pieces: list[Piece]) -> list[Piece]:
    """Give each paragraph left over its kind: lead before the first turn, then the turn it continues, else body."""
    turns = any(piece.opens_turn for piece in pieces)
    filled, kind, speaker = [], "lead" if turns else "body", None
    for piece in pieces:
        if piece.opens_turn:
            kind, speaker = piece.kind, piece.speaker
        elif piece.kind is None:
            piece = replace(piece, kind=kind, speaker=speaker)
        filled.append(piece)
    return filled


def number_sections(pieces: list[Piece]) -> list[Piece]:
    """Number sections and turns from 1; 0 is what belongs to none."""
    top = min((LEVELS[p.level] for p in pieces if p.level and p.level != "declared"), default=0)
    numbered, section, turn, heading = [], 0, 0, None
    for piece in pieces:
        if piece.kind == "heading" and LEVELS[piece.level] in (0, top):
            section, heading = section + 1, piece.text
        turn += piece.opens_turn
        speech = piece.kind in ("question", "answer")
        inside = speech or piece.kind in ("heading", "body")
        numbered.append(
            replace(piece, section=section * inside, turn=turn * speech, heading=heading if inside else None)
        )
    return numbered


def point_of(text: str) -> tuple[int, int] | None:
    """Return the style and the number of the point that a paragraph opens (一是 → 1), else None.

    >>> point_of("二是加快中小企业数字化转型。"), point_of("第三，加强保障。"), point_of("问题是")
    ((0, 2), (1, 3), None)
    """
    for style, pattern in enumerate(POINTS):
        if match := re.match(pattern, text):
            return style, read_numeral(match["n"])
    return None


def read_numeral(numeral: str) -> int:
    """Read a Chinese numeral up to 99.

    >>> [read_numeral(n) for n in ["三", "十", "十二", "二十一"]]
    [3, 10, 12, 21]
    """
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return NUMERALS.index(numeral[-1]) + 1
    return 10 * (NUMERALS.index(tens[-1]) + 1 if tens else 1) + (NUMERALS.index(units[-1]) + 1 if units else 0)


def mark_points(pieces: list[Piece]) -> list[Piece]:
    """Number the points of each turn or section; what follows a point in it continues that point."""
    marked, place, style, last = [], None, None, None
    for piece in pieces:
        here = (piece.section, piece.turn)
        if here != place or piece.kind in ("heading", "imprint"):
            place, style, last = here, None, None
        if piece.kind in ("answer", "question", "body", "lead"):
            opened = point_of(piece.text)
            if opened and opened[1] in (1, (last or 0) + 1) and style in (None, opened[0]):
                style, last = opened
            piece = replace(piece, point=last)
        marked.append(piece)
    return marked


def overrule(piece: Piece) -> Piece:
    """Put what the manifest declares of a paragraph in the place of what was guessed."""
    return replace(piece, **{key: piece.declared[key] for key in ("speaker", "section", "turn", "point") if key in piece.declared})
