"""Text becomes paragraphs: title, lead, headings, turns, speakers, points."""

import re
from collections.abc import Callable, Iterable, Iterator

from discourse.errors import DiscourseError
from discourse.texts.layout.pieces import (
    KINDS,
    Piece,
    attach_marks,
    declare,
    part,
    split_lines,
)
from discourse.texts.layout.points import mark_points, point_of
from discourse.texts.layout.rules import (
    ADDRESSED,
    AUTHOR,
    BOX,
    BOX_ALONE,
    COLUMN,
    CONTENTS,
    CREDITS,
    DATE,
    DATELINES,
    HEADINGS,
    IMPRINT,
    LEVELS,
    NOT_SPEAKERS,
    OFFICE,
    SERIES,
    SUBTITLE,
    finds,
    fits,
    plain,
)  # fmt: skip
from discourse.texts.layout.speakers import label_at, mark_turns, person, strong_role
from discourse.texts.numerals import NUMERALS, read_numeral

__all__ = ["KINDS", "NUMERALS", "SOURCE_LINE", "STAMP_LINE", "Piece", "find_structure", "point_of", "read_numeral"]

SOURCE_LINE = re.compile(
    r"《\s*(?P<source>[^》]+?)\s*》\s*[（(]?\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(第?\s*0*(?P<page>\w+?)\s*版)?"
)
STAMP_LINE = re.compile(
    r"(发布时间|发布日期|发表时间)\s*[:：]\s*(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})"
)
FULL_STOP = re.compile(r"[。!?…][”’」』)】》\"' ]*$")
SENTENCE_END = re.compile(r"[。!?;:…,、—][”’」』)】》\"' ]*$")
DASHES = "—―─–- "
# The most characters of a line that may be page furniture, a title, a numbered and a plain heading; the fewest of a
# line that is a full paragraph though no stop ends it.
IMPRINT_LENGTH, TITLE_LENGTH, NUMBERED_LENGTH, HEADING_LENGTH, PLAIN_LENGTH, FULL_LENGTH = 160, 60, 60, 45, 30, 46
BULLETS = "•·●◆■▪※◎- "
BLANKS = re.compile(" {2,}")
FIRST_WORD = re.compile(r"[\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff]){1,3}(?= ?[:/|\]】])")
LONGEST_KEYWORD, LEAST_AGAIN, LONG_PARAGRAPH = 10, 8, 100
LONE_SENTENCE = re.compile(r"[^。!?;:,“”\"]{4,24}。")
# Not 他说：, 如下：, which what follows completes.
COLON_LINE = re.compile(r"[^。!?;:,、“”\"]{2,16}(?<![说道称示为问答出到绍下括是有写喊想讲])(?<!各位):")
LONE_DATE = re.compile(DATE)
POST = re.compile(rf"[^。!?;,:]{{1,60}}{OFFICE}")
STAMP = re.compile(
    r"^(?P<title>[^。:]{5,60}?) *[ (]"
    r"(?P<stamp>(?:(?:来源|稿源|作者|日期|[^ :]{0,2}时间|发布日期) ?:|\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.]).*)$"
)
HEAD_LINES = 6
SECOND_LINE = "second line of the title"
STAMPS = ("imprint: stamp", "imprint: date and source")
MENUS = ("imprint: furniture", "imprint: menu", "imprint: size of print")
MENU_WORD = 8
PAGE_NUMBER = ".…· 0123456789"
PASSED_OVER = ("caption", "photograph", "file photograph", "byline", "date and source")


def find_structure(
    text: str, *, line_of: Callable[[int], int], title: str | None = None, subtitle: str | None = None,
    declarations: Iterable[dict] = (), marks: Iterable = (),
) -> list[Piece]:  # fmt: skip
    """Divide an article's text into its paragraphs and say what each is, and why.

    `line_of` gives the line in the file for an offset into `text`; `marks` are what the file's layout says of spans
    of `text` (start, end, name, level); `declarations` are the manifest's `[[article.declare]]`, which overrule every
    guess. A line that holds several points, or the words of several speakers, gives several pieces.

    Raises DiscourseError where a declaration's line holds no paragraph, or a declared title is not found.
    """
    pieces = declare(attach_marks(split_lines(text, line_of), marks), declarations)
    pieces = cut_credits(mark_imprint(cut_stamps(pieces)))
    pieces = mark_contents(mark_head(pieces, title, subtitle))
    pieces = mark_captions(mark_turns(pieces))
    pieces = mark_headings(pieces)
    pieces = fill_kinds(pieces)
    pieces = mark_points(number_sections(pieces))
    return [overrule(piece) for piece in pieces]


# --- what belongs to the page ---------------------------------------------------------------------------------------


def mark_imprint(pieces: list[Piece]) -> list[Piece]:
    """Mark dates, page numbers, bylines, editors' and source lines, captions, and what a site adds."""
    marked, before = [], None
    for piece in pieces:
        rule = imprint_rule(piece, before) if piece.kind is None else None
        before = rule
        marked.append(piece._replace(kind="imprint", why=f"imprint: {rule}") if rule else piece)
    return marked


def cut_stamps(pieces: list[Piece]) -> list[Piece]:
    """Cut date, time and source from the line of the title, if they stand on it, among the first lines."""
    return [one for at, piece in enumerate(pieces) for one in (cut_stamp(piece) if at < HEAD_LINES else [piece])]


def cut_stamp(piece: Piece) -> list[Piece]:
    """Cut one line where a stamp follows words that are no sentence."""
    found = STAMP.search(piece.plain) if piece.kind is None and len(piece.plain) <= IMPRINT_LENGTH else None
    if not found or imprint_rule(piece, None) or FULL_STOP.search(piece.plain) or SENTENCE_END.search(found["title"]):
        return [piece]
    start = found.start("stamp")
    if not fits(IMPRINT, close_up(piece.plain[start:])):
        return [piece]
    stamp = part(piece, start, kind="imprint", why="imprint: stamp", declared={})
    return [part(piece, 0, found.end("title")), stamp]


def imprint_rule(piece: Piece, before: str | None) -> str | None:
    """Name the rule that makes a line imprint; `before` is that of the line before."""
    if piece.mark == "caption":
        return "caption mark"
    if len(piece.plain) > IMPRINT_LENGTH:
        return None
    if before == "press alone" and person(piece.plain):
        return "byline"
    if before == "keywords" and len(piece.plain) <= LONGEST_KEYWORD and not SENTENCE_END.search(piece.plain):
        return "keywords"
    closed = close_up(piece.plain)
    found = fits(IMPRINT, piece.plain) or (closed != piece.plain and fits(IMPRINT, closed)) or fits(BOX_ALONE, closed)
    return found or ("dateline" if is_dateline(piece.plain) else None)


def close_up(plain: str) -> str:
    """Take the blanks out of the word before a colon, 编　辑：, leave one where there are many, and no bullet.

    >>> close_up("• 编 辑:林晓    来源:本刊")
    '编辑:林晓 来源:本刊'
    """
    words = plain.lstrip(BULLETS) or plain
    return BLANKS.sub(" ", FIRST_WORD.sub(lambda match: match.group().replace(" ", ""), words, count=1))


def is_dateline(plain: str) -> bool:
    """Tell whether a line is a dateline and no more."""
    found = finds(DATELINES, plain)
    return bool(found and found[1].end() == len(plain))


def cut_credits(pieces: list[Piece]) -> list[Piece]:
    """Cut the dateline from the beginning of a paragraph, and the reporter's credit from its end."""
    return [one for piece in pieces for one in (cut_credit(piece) if piece.kind is None else [piece])]


def cut_credit(piece: Piece) -> list[Piece]:
    """Cut one paragraph at its dateline and its credits; what would leave no paragraph stays whole."""
    sentence = "。" in piece.plain or "题:" in piece.plain or len(piece.plain) >= FULL_LENGTH
    found = finds(DATELINES, piece.plain) if sentence else None
    start = found[1].end() if found else 0
    end = start_of_credits(piece.plain, start)
    body = piece.plain[start:end]
    first, last = start + len(body) - len(body.lstrip()), start + len(body.rstrip())
    if not body.strip() or (start == 0 and end == len(piece.plain)):
        return [piece]
    imprint = {"kind": "imprint", "declared": {}}
    return [
        *([part(piece, 0, len(piece.plain[:start].rstrip()), why="imprint: dateline", **imprint)] if start else []),
        part(piece, first, last),
        *([part(piece, end, why="imprint: credit", **imprint)] if end < len(piece.plain) else []),
    ]


def start_of_credits(plain: str, start: int) -> int:
    """Find where the credits begin that stand in brackets after a paragraph's full stop."""
    end = len(plain)
    for _ in range(3):
        words = plain[start:end].rstrip()
        at = start + max(words.rfind("(", -80), words.rfind("【", -80)) if words.endswith((")", "】")) else start
        if at <= start or not fits(CREDITS, plain[at : start + len(words)]):
            break
        end = at
    return end if FULL_STOP.search(plain[start:end]) else len(plain)


def mark_contents(pieces: list[Piece]) -> list[Piece]:
    """Mark a table of contents: the lines after 目录 that stand again further down as headings."""
    at = next((i for i, p in enumerate(pieces) if p.kind is None and fits(CONTENTS, p.plain)), None)
    if at is None:
        return pieces
    names, end = [piece.plain.rstrip(PAGE_NUMBER).replace(" ", "") for piece in pieces], at + 1
    again = {name: number for number, name in enumerate(names)}
    while end < len(pieces) and pieces[end].kind is None and again[names[end]] > end:
        end += 1
    if end == at + 1:
        return pieces
    return [
        piece._replace(kind="imprint", why="imprint: contents") if at <= number < end else piece
        for number, piece in enumerate(pieces)
    ]


def mark_captions(pieces: list[Piece]) -> list[Piece]:
    """Mark the captions that name a speaker, post and name on one line of their own, or a name above its post."""
    cards = {at for at, (piece, after) in enumerate(zip(pieces, pieces[1:], strict=False)) if is_card(piece, after)}
    pieces = [
        piece._replace(kind="imprint", why="imprint: name and post") if {at, at - 1} & cards else piece
        for at, piece in enumerate(pieces)
    ]
    names = {person(plain(piece.speaker)) for piece in pieces if piece.opens_turn and piece.speaker} - {None}
    return [
        piece._replace(kind="imprint", why="imprint: caption")
        if piece.kind is None and len(piece.text) <= HEADING_LENGTH and person(piece.plain) in names
        else piece
        for piece in pieces
    ]


def is_card(name: Piece, post: Piece) -> bool:
    """Tell whether two lines are a person's name and post."""
    short = name.kind is None and post.kind is None and len(name.plain) < 6 and len(post.plain) <= TITLE_LENGTH
    return bool(short and person(name.plain) and POST.fullmatch(post.plain))


# --- the head of the article ----------------------------------------------------------------------------------------


def mark_head(pieces: list[Piece], title: str | None, subtitle: str | None) -> list[Piece]:
    """Mark the title, the series label in brackets that follows it, the subtitles, the author and the box below."""
    pieces = mark_furniture(pieces)
    at, why = title_at(pieces, title)
    if at is None:
        above = [*mark_above(pieces[:1]), *pieces[1:]] if len(pieces) > 1 else pieces
        return mark_boxes(above)
    above = mark_above(pieces[:at])
    marked, rest = [*above, *cut_series(pieces[at]._replace(kind="title", why=pieces[at].why or why))], pieces[at + 1 :]
    while rest and (below := below_title(marked[len(above)], rest, subtitle)):
        marked.append(rest.pop(0)._replace(kind=below[0], why=below[1]))
    again = {"kind": "imprint", "why": "imprint: title again"}
    name = marked[len(above)].plain
    above = [marked[-1], *rest]
    repeated = [p.kind is None and p.plain == name and b.plain[-1] != ":" for b, p in zip(above, rest, strict=False)]
    return mark_boxes(marked + [p._replace(**again) if r else p for p, r in zip(rest, repeated, strict=True)])


def mark_furniture(pieces: list[Piece]) -> list[Piece]:
    """Mark what a page prints above its article: what stands above a breadcrumb, and a menu above title and stamp."""
    if any(piece.mark == "title" or piece.kind == "title" for piece in pieces):
        return pieces
    crumb = max((at for at, piece in enumerate(pieces[:HEAD_LINES]) if piece.why == "imprint: breadcrumb"), default=0)
    full = next((at for at, piece in enumerate(pieces) if piece.kind is None and is_full(piece)), len(pieces))
    stamp = next((at for at, piece in enumerate(pieces[:full]) if piece.why in STAMPS), 0)
    first = stamp
    while first and pieces[first - 1].kind is None:
        first -= 1
    menu = stamp - first > 3 and all(len(piece.plain) <= MENU_WORD for piece in pieces[first + 1 : stamp - 1])
    crowded = first < stamp and any(piece.why in MENUS for piece in pieces[:first])
    end = max(crumb, stamp - 1 if menu else first if crowded else 0)
    above = [p._replace(kind="imprint", why="imprint: above the title") if p.kind is None else p for p in pieces[:end]]
    return above + pieces[end:]


def mark_above(pieces: list[Piece]) -> list[Piece]:
    """Mark what stands above the title: the name of a column, the author."""
    marked = []
    for piece in pieces:
        rule = (fits(COLUMN, piece.plain) or fits(AUTHOR, piece.plain)) if piece.kind is None else None
        marked.append(piece._replace(kind="imprint", why=f"imprint: {rule}") if rule else piece)
    return marked


def title_at(pieces: list[Piece], title: str | None) -> tuple[int | None, str]:
    """Find the line that holds the title: the one declared or marked, else a short first line that is no sentence."""
    for at, piece in enumerate(pieces):
        if piece.kind == "title" or (title and piece.kind is None and piece.text.startswith(title)):
            return at, "declared title"
    if title:
        raise DiscourseError(f"title={title!r} begins no line of the article; copy it from the file")
    free = [at for at, piece in enumerate(pieces) if piece.kind is None]
    marked = [at for at in free if pieces[at].mark == "title"]
    marked += [at for at in free[:3] if (pieces[at].mark, pieces[at].mark_level) == ("heading", 1)]
    if marked:
        return marked[0], f"{pieces[marked[0]].mark} mark"
    while free and fits(AUTHOR, pieces[free[0]].plain):
        del free[0]
    if len(pieces) == 1 or not free:
        return None, ""
    if len(free) > 2 and stands_above(pieces[free[0]], pieces[free[0] + 1]) and may_be_title(pieces, free[1]):
        return free[1], "short line below a column's name"
    return (free[0], "short first line") if may_be_title(pieces, free[0]) else (None, "")


def stands_above(name: Piece, title: Piece) -> bool:
    """Tell whether a line is the name of a column or a site above a longer title."""
    return bool(fits(COLUMN, name.plain)) and title.kind is None and len(title.plain) > len(name.plain)


def may_be_title(pieces: list[Piece], at: int) -> bool:
    """Tell whether a line is short enough for a title, and neither sentence, numbered heading nor speech."""
    text = pieces[at].plain
    if len(text) > TITLE_LENGTH or text[-1] in "。;,:" or number_of(text):
        return False
    if strong_role(text):
        return False
    label = label_at(pieces[at], at, set())
    if label is None or not (strong_role(label.key) or person(label.key)):
        return True
    spoken = answered(pieces, at) and speaks_below(plain(label.who), pieces[at + 1 :])
    return not strong_role(label.key) and not spoken


def answered(pieces: list[Piece], at: int) -> bool:
    """Tell whether a line that a name opens is speech: it ends with a stop, or the next line opens with a name too."""
    after = next((piece for piece in pieces[at + 1 :] if piece.kind is None), None)
    label = label_at(after, 0, set()) if after else None
    return bool(FULL_STOP.search(pieces[at].plain) or (label and (strong_role(label.key) or person(label.key))))


def speaks_below(who: str, pieces: list[Piece]) -> bool:
    """Tell whether a name stands with its colon at the beginning of another line."""
    return any(who + ":" in piece.plain[:20] for piece in pieces)


def cut_series(piece: Piece) -> list[Piece]:
    """Cut a series label such as (权威访谈·…) from the title: page furniture, like the imprint."""
    start = max(piece.plain.rfind("("), piece.plain.rfind("【"))
    if start <= 0 or not fits(SERIES, piece.plain[start:]):
        return [piece]
    title = part(piece, 0, len(piece.text[:start].rstrip()))
    return [title, part(piece, start, kind="imprint", why="imprint: series", declared={})]


def below_title(title: Piece, rest: list[Piece], subtitle: str | None) -> tuple[str, str] | None:
    """Say what the first of `rest` is if it still belongs to the head of the article: its kind, and why."""
    line, after = rest[0], rest[1] if len(rest) > 1 else None
    if line.kind is not None:
        return (line.kind, line.why) if line.kind == "imprint" else None
    if line.plain == title.plain or (len(line.plain) >= LEAST_AGAIN and line.plain in title.plain):
        return "imprint", "imprint: title again"
    if subtitle:
        return ("subtitle", "declared subtitle") if line.text.strip(DASHES) == subtitle.strip(DASHES) else None
    if fits(SUBTITLE, line.plain) and not FULL_STOP.search(line.plain):
        return "subtitle", "dash below the title"
    if rule := fits(SERIES, line.plain) or fits(AUTHOR, line.plain):
        return "imprint", f"imprint: {rule}"
    if after and finds(BOX, close_up(after.plain)) and person(line.plain) and len(line.plain) < LONGEST_KEYWORD:
        return "imprint", "imprint: author"
    speech = re.search(r"讲话|报告|致辞|演讲|发言|贺信", title.plain) or (after and after.plain.endswith(":"))
    if speech and person(line.plain) and len(line.plain) < 5:
        return "imprint", "imprint: author"
    goes_on = after and (after.kind == "imprint" or fits(SUBTITLE, after.plain))
    short = len(line.plain) <= HEADING_LENGTH and not SENTENCE_END.search(line.plain) and not number_of(line.plain)
    return ("subtitle", SECOND_LINE) if goes_on and short else None


def mark_boxes(pieces: list[Piece]) -> list[Piece]:
    """Mark what stands in a box such as 核心阅读 or 编者按 as lead."""
    above = [None, *pieces]
    return [
        piece._replace(kind="lead", why="box")
        if piece.kind is None
        and ((before and before.why == "imprint: box") or (at < 9 and finds(BOX, close_up(piece.plain))))
        else piece
        for at, (before, piece) in enumerate(zip(above, pieces, strict=False))
    ]


# --- headings and sections ------------------------------------------------------------------------------------------


def number_of(text: str) -> str | None:
    """Name the way a heading is numbered: chapter 第一章, number 一、, bracket （一）, digit 1."""
    found = finds(HEADINGS, text)
    return found[0] if found else None


def mark_headings(pieces: list[Piece]) -> list[Piece]:
    """Mark headings: short lines that end without a stop, numbered, before a question, or between full paragraphs."""
    first = next((at for at, piece in enumerate(pieces) if piece.opens_turn), 0)
    listed, asked, asking = listed_lines(pieces), [], False
    turns = any(piece.opens_turn for piece in pieces)
    heads = {} if turns else short_sentences(pieces) | colon_lines(pieces) | date_lines(pieces)
    marked = list(pieces)
    for at, piece in enumerate(pieces):
        asking = piece.kind == "question" if piece.opens_turn else asking
        rule = heading_rule(pieces, at, inside=at < first or asking, listed=listed) if piece.kind is None else None
        if piece.kind == "heading":
            marked[at] = piece._replace(level="declared")
        elif at in heads:
            marked[at] = piece._replace(kind="heading", level="plain", why=heads[at])
        elif rule == "question between paragraphs":
            asked.append(at)
        elif rule:
            level = f"mark {piece.mark_level}" if rule == "heading mark" else number_of(piece.plain) or "plain"
            marked[at] = piece._replace(kind="heading", level=level, why=rule)
    for at in asked if len(asked) > 1 else []:
        marked[at] = pieces[at]._replace(kind="heading", level="plain", why="question between paragraphs")
    return marked


def heading_rule(pieces: list[Piece], at: int, *, inside: bool, listed: set[int]) -> str | None:
    """Name the rule that makes a line a heading; `inside` a lead or a question only one before a question is."""
    text, after = pieces[at].plain, text_after(pieces, at)
    if pieces[at].mark == "heading":
        return "heading mark"
    if after is None or len(text) > NUMBERED_LENGTH or "。" in text[:-1] or at in listed:
        return None
    if text.count("“") != text.count("”") or strong_role(text):
        return None
    if heads_question(pieces, at, after):
        return "short line before a question"
    if inside:
        return None
    if number := number_of(text):
        return f"numbered {number}" if heads_numbered(text, number, after) else None
    before, stops = pieces[at - 1] if at else None, SENTENCE_END.search(text)
    room = HEADING_LENGTH if pieces[at].bold == len(text) else PLAIN_LENGTH
    between = before and (before.kind is not None or SENTENCE_END.search(before.plain)) and is_full(after)
    said = (stops and not text.endswith("?")) or ADDRESSED.search(text) or text[0] + text[-1] == "()"
    if said or not between or len(text) > room:
        return None
    return "question between paragraphs" if stops else "short line between paragraphs"


def short_sentences(pieces: list[Piece]) -> dict[int, str]:
    """Find three or more short sentences that stand in turn with long paragraphs: headings with a full stop."""
    heads = {
        at for at, (piece, after) in enumerate(zip(pieces, pieces[1:], strict=False))
        if piece.kind is None and after.kind is None and len(after.plain) >= LONG_PARAGRAPH
        and LONE_SENTENCE.fullmatch(piece.plain) and not point_of(piece.text) and not number_of(piece.plain)
    }  # fmt: skip
    return dict.fromkeys(in_turn(heads), "short sentence between long paragraphs")


def in_turn(places: set[int]) -> Iterator[int]:
    """Give the places of which three or more follow each other with one line between.

    >>> list(in_turn({1, 3, 5, 9, 11}))
    [1, 3, 5]
    """
    for at in sorted(places):
        first = at
        while first - 2 in places:
            first -= 2
        if {first, first + 2, first + 4} <= places:
            yield at


def colon_lines(pieces: list[Piece]) -> dict[int, str]:
    """Find two or more short lines that end in a colon, each above a full paragraph that opens no point."""
    found = [
        at for at, (before, piece, after) in enumerate(zip(pieces, pieces[1:], pieces[2:], strict=False), start=1)
        if piece.kind is None and COLON_LINE.fullmatch(piece.plain) and not fits(NOT_SPEAKERS, piece.plain[:-1])
        and (before.kind is not None or SENTENCE_END.search(before.plain)) and after.kind is None
        and FULL_STOP.search(after.plain) and not point_of(after.text) and after.plain[0] not in "“\"(—1一"
    ]  # fmt: skip
    return dict.fromkeys(found, "short line with a colon") if len(found) > 1 else {}


def date_lines(pieces: list[Piece]) -> dict[int, str]:
    """Find three or more dates, each on a line of its own above a full paragraph: the headings of a chronicle."""
    found = [
        at for at, (piece, after) in enumerate(zip(pieces, pieces[1:], strict=False))
        if piece.why == "imprint: date and source" and LONE_DATE.fullmatch(piece.plain)
        and after.kind is None and FULL_STOP.search(after.plain)
    ]  # fmt: skip
    return dict.fromkeys(found, "date above a paragraph") if len(found) > 2 else {}


def text_after(pieces: list[Piece], at: int) -> Piece | None:
    """Return the paragraph that a line would head: the next, captions and bylines passed over."""
    for piece in pieces[at + 1 :]:
        if piece.kind != "imprint":
            return piece
        if piece.why.removeprefix("imprint: ") not in PASSED_OVER:
            return None
    return None


def heads_question(pieces: list[Piece], at: int, after: Piece) -> bool:
    """Tell whether a short line, or two, stand before a question."""
    lines = [pieces[at].plain, after.plain] if after.kind is None else [pieces[at].plain]
    if after.kind is None:
        place = pieces.index(after, at)
        before = pieces[at - 1] if at else after
        if SENTENCE_END.search(lines[0]) or not (before.kind or SENTENCE_END.search(before.plain)):
            return False
        after = text_after(pieces, place)
    short = all(len(line) <= HEADING_LENGTH and "。" not in line and line[-1] not in ";:,、" for line in lines)
    if lines[0].endswith("?") and all(piece.kind in ("title", "subtitle", "imprint") for piece in pieces[:at]):
        return False
    return short and after is not None and after.opens_turn and after.kind == "question"


def heads_numbered(text: str, number: str, after: Piece) -> bool:
    """Tell whether a numbered line is a heading: without a stop, or a question, or a few words with one."""
    if number == "article":
        return len(text) <= 20 and is_full(after) and not SENTENCE_END.search(text)
    if text.endswith("。"):
        return len(text) <= 20 and is_full(after) and len(after.text) > len(text) and number_of(after.plain) != number
    return not SENTENCE_END.search(text) or (text.endswith("?") and len(text) <= HEADING_LENGTH and is_full(after))


def is_full(piece: Piece) -> bool:
    """Tell whether a piece is a paragraph, a speech or a numbered line, not one more short line."""
    return bool(
        piece.kind or len(piece.plain) >= FULL_LENGTH or SENTENCE_END.search(piece.plain) or number_of(piece.plain)
    )


def listed_lines(pieces: list[Piece]) -> set[int]:
    """Find three or more lines in a row that might all be headings of one level: a list, or verse."""
    listed, run, shape = set(), [], None
    for at, piece in enumerate([*pieces, None]):
        here = shape_of(piece) if piece else None
        if here is None or here != shape:
            listed |= set(run) if len(run) > 2 else set()
            run, shape = [], here
        run += [at] if here else []
    return listed


def shape_of(piece: Piece) -> str | None:
    """Name what kind of heading a line might be, by its number or its shortness."""
    if piece.kind is not None or piece.mark == "heading" or SENTENCE_END.search(piece.plain):
        return None
    number = number_of(piece.plain)
    if number and len(piece.plain) <= NUMBERED_LENGTH:
        return number
    return "plain" if len(piece.plain) <= PLAIN_LENGTH else None


def fill_kinds(pieces: list[Piece]) -> list[Piece]:
    """Give each paragraph left over its kind: lead before the first turn, then the turn it continues, else body.

    A speaker who goes on under a label of the same name goes on with the same turn, unless a heading lies between.
    """
    turns = any(piece.opens_turn for piece in pieces)
    filled, kind, speaker, why = [], "lead" if turns else "body", None, "before the first turn" if turns else "no turns"
    going_on = None
    for piece in pieces:
        if piece.opens_turn:
            same = piece.kind == "answer" and piece.speaker is not None and piece.speaker == going_on
            kind, speaker, why = piece.kind, piece.speaker, f"goes on with the {piece.kind}"
            piece, going_on = piece._replace(opens_turn=not same), speaker if kind == "answer" else None
        elif piece.kind is None:
            piece = piece._replace(kind=kind, speaker=speaker, why=piece.why or why)
        going_on = None if piece.kind == "heading" else going_on
        filled.append(piece)
    return filled


def number_sections(pieces: list[Piece]) -> list[Piece]:
    """Number sections and turns from 1; 0 is what belongs to none."""
    opening = opening_headings(pieces)
    numbered, section, turn, heading = [], 0, 0, None
    for at, piece in enumerate(pieces):
        if at in opening:
            section, heading = section + 1, piece.text
        elif at - 1 in opening and piece.kind == "heading" and piece.level == pieces[at - 1].level == "plain":
            heading = f"{heading} {piece.text}"
        turn += piece.opens_turn
        speech = piece.kind in ("question", "answer")
        inside = speech or piece.kind in ("heading", "body")
        numbered.append(
            piece._replace(section=section * inside, turn=turn * speech, heading=heading if inside else None)
        )
    return numbered


def opening_headings(pieces: list[Piece]) -> set[int]:
    """Choose the headings that open a section: those before questions, else those of the highest level."""
    heads = [at for at, piece in enumerate(pieces) if piece.kind == "heading"]
    heads = [at for at in heads if not (at - 1 in heads and pieces[at].level == pieces[at - 1].level == "plain")]
    asking = {at for at in heads if heads_turn(pieces, at)}
    declared = {at for at in heads if pieces[at].level == "declared"}
    levels = {LEVELS[pieces[at].level] for at in (asking or heads) if at not in declared}
    if len(asking) > 1:
        return declared | {at for at in asking - declared if LEVELS[pieces[at].level] == min(levels)}
    return declared | {at for at in heads if levels and LEVELS[pieces[at].level] == min(levels)}


def heads_turn(pieces: list[Piece], at: int) -> bool:
    """Tell whether a heading stands before a question, other headings passed over."""
    after = next((piece for piece in pieces[at + 1 :] if piece.kind not in ("heading", "imprint")), None)
    return after is not None and after.opens_turn and after.kind == "question"


def overrule(piece: Piece) -> Piece:
    """Put what the manifest declares of a paragraph in the place of what was guessed; point 0 is none."""
    declared = {key: piece.declared[key] for key in ("speaker", "section", "turn", "point") if key in piece.declared}
    if declared.get("point") == 0:
        declared["point"] = None
    return piece._replace(**declared) if declared else piece
