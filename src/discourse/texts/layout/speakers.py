"""Who speaks: labels are found and weighed, and paragraphs become turns."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from discourse.texts.layout.pieces import Piece, part
from discourse.texts.layout.rules import (
    ADDRESSED,
    ANSWERERS,
    BUREAU,
    COUNT,
    HAN,
    HOST,
    INTERVIEW,
    LABELS,
    MEDIA,
    NAME,
    NOT_NAMES,
    NOT_SPEAKERS,
    OFFICE,
    QUESTIONERS,
    REPORTED,
    SURNAMES,
    THANKS,
    WEAK_ANSWERERS,
    WEAK_QUESTIONERS,
    compiled,
    finds,
    fits,
)  # fmt: skip

AFTER_STOP = re.compile(r"[。!?…][”’」』)】]* *")
BRACKETS = re.compile(r" ?\([^()]*\)$")
POST_AND_NAME = re.compile(rf"[^,:]{{0,40}}(?:{OFFICE} ?|{BUREAU} ?| )(?P<name>{NAME})")
# 主持人 蔡明：, who is 蔡明： further down.
ROLE_AND_NAME = re.compile(rf"[^,:]{{0,30}}(?:主持人?|记者)[ (]?(?P<name>{NAME})\)?")
NAMED_POST = re.compile(rf"[^,:]{{0,40}}{OFFICE}")
LATIN = re.compile(r"[A-Z][A-Za-z.'\- ]{1,30}[A-Za-z.]")
# A question of the lead is put to the reader: … 记者采访了部长。
LEAD = re.compile(r"(?:记者|本报|本刊|我们)[^。]{0,12}(?:采访|专访|访|请|对话)")
SPEECH = {None, "question", "answer"}
# A label alone needs this share of questions among what it says to be one that asks.
MOSTLY, OFTEN, EVERYWHERE = 0.5, 0.3, 0.6
# The most characters of a question without a label, and of a label alone on its line without a colon.
LONGEST_QUESTION, ALONE = 150, 24
SPEECHLESS = "a label without speech"
# Where in its last words a speech gives the floor to others.
HOSTS_WORDS = 200


class Label(NamedTuple):
    """Words that may name a speaker: the number of their piece, where they and the speech begin, who it is."""

    piece: int
    start: int
    speech: int
    who: str
    key: str
    shape: str


def mark_turns(pieces: list[Piece]) -> list[Piece]:
    """Cut the labels of speakers from their paragraphs, and mark those that open a turn."""
    labels = find_labels(pieces)
    roles = find_roles(pieces, labels)
    if not roles:
        return mark_unlabelled(pieces)
    taken = [label for label in labels if label.key in roles]
    if "question" not in roles.values():
        pieces = mark_asked(pieces, {label.piece for label in taken if not label.start})
    marked = list(cut_labels(pieces, taken, roles))
    return marked if "answer" in roles.values() else open_answers(marked)


# --- labels ---------------------------------------------------------------------------------------------------------


def find_labels(pieces: list[Piece]) -> list[Label]:
    """List what stands where a speaker's name would: at the beginning of a line, or after a full stop."""
    styles, labels = label_styles(pieces), []
    for number, piece in enumerate(pieces):
        if piece.kind in SPEECH:
            first = label_at(piece, number, styles)
            labels += [first] if first else []
            # A paragraph whose kind is declared stays one.
            labels += inner_labels(piece, number, first.speech if first else 1) if piece.kind is None else []
    opening = {label.key for label in labels if not label.start} | set(replying(pieces, labels))
    asking = sum(bool(fits(QUESTIONERS, label.key)) for label in labels if label.start) > 1
    return [label for label in labels if not label.start or asking or label.key in opening]


def replying(pieces: list[Piece], labels: list[Label]) -> Iterator[str]:
    """Give those who answer on the line of a question: 问：何时？答：明年。"""
    for label, after in pairwise(labels):
        same = (
            label.piece == after.piece and strong_role(label.key) == "question" and strong_role(after.key) != "question"
        )
        if same and asks(pieces[label.piece].plain[label.speech : after.start]):
            yield after.key


def label_styles(pieces: list[Piece]) -> set[str]:
    """Tell whether the article parts labels from speech by a blank, or sets them on a line of their own."""
    lines = [piece.plain for piece in pieces if piece.kind in SPEECH]
    spaced = [line.split(" ", 1)[0] for line in lines if " " in line[:15] and len(line) > 6]
    found = {"spaced"} if sum(strong_role(who) == "question" for who in spaced) > 1 else set()
    alone = [strong_role(line) for line in lines if len(line) <= ALONE]
    return found | ({"alone"} if alone.count("question") > 1 else set())


def label_at(piece: Piece, number: int, styles: set[str]) -> Label | None:
    """Read the label that a line begins with, if any."""
    if 0 < piece.bold < len(piece.text) or (piece.bold and "alone" in styles):
        who = piece.plain[: piece.bold].rstrip(" :")
        if strong_role(who) or person(who):
            tail = re.compile(r"[ :]*").match(piece.plain, piece.bold)
            return Label(number, 0, tail.end(), *names_of(piece.text[: len(who)], who), "bold")
    if found := finds(LABELS, piece.plain):
        return label_from(piece, number, *found)
    who = piece.plain.split(" ", 1)[0]
    if "spaced" in styles and len(who) < min(15, len(piece.plain)) and (strong_role(who) or person(who)):
        speech = len(piece.plain) - len(piece.plain[len(who) :].lstrip())
        return Label(number, 0, speech, *names_of(piece.text[: len(who)], who), "spaced")
    if "alone" in styles and len(piece.plain) <= ALONE and (strong_role(piece.plain) or person(piece.plain)):
        return Label(number, 0, len(piece.plain), *names_of(piece.text, piece.plain), "alone")
    return None


def inner_labels(piece: Piece, number: int, after: int) -> Iterator[Label]:
    """Give the labels that follow a full stop inside a line and outside quotation marks."""
    at, depth = 0, 0
    for stop in AFTER_STOP.finditer(piece.plain, after):
        depth += piece.plain.count("“", at, stop.end()) - piece.plain.count("”", at, stop.end())
        at = stop.end()
        if depth > 0 or at == len(piece.plain):
            continue
        found = finds(LABELS, piece.plain[at : at + 60])
        label = label_from(piece, number, *found, at=at) if found else None
        speech = piece.plain[label.speech : label.speech + 1] if label else ""
        if speech and speech not in '“「"' and (strong_role(label.key) or person(label.key)):
            yield label


def label_from(piece: Piece, number: int, shape: str, match: re.Match, *, at: int = 0) -> Label | None:
    """Make a label of what a pattern of LABELS found; a comma parts sentences, not the words of a label."""
    start, end = match.span(match.lastgroup)
    who, printed = piece.plain[at + start : at + end].strip(), piece.text[at + start : at + end].strip()
    short = BRACKETS.sub("", who)
    if not short or "," in short or ("、" in short and not (NAMED_POST.match(short) or strong_role(short))):
        return None
    shape += " with post" if short != who else ""
    return Label(number, at, at + match.end(), *names_of(printed[: len(short)], short), shape)


def names_of(printed: str, who: str) -> tuple[str, str]:
    """Return what a label calls its speaker, without the number of the question, and the key that speakers share."""
    if finds_numbered(who):
        bare = re.sub(rf"第?{COUNT}", "", printed).strip()
        return bare, re.sub(rf"第?{COUNT}", "", who).strip()
    return printed, who if strong_role(who) else person(who) or who


def finds_numbered(who: str) -> bool:
    """Tell whether a label is one of 问, 答, Q, A, 问题, which may be numbered."""
    return fits(QUESTIONERS, who) in ("asked", "Q") or bool(fits(ANSWERERS, who) or fits(WEAK_QUESTIONERS, who))


def strong_role(who: str) -> str | None:
    """Say whether a label asks or answers by its words alone."""
    if len(who) > 48:
        return None
    return "question" if fits(QUESTIONERS, who) else "answer" if fits(ANSWERERS, who) else None


def person(who: str) -> str | None:
    """Return the name in a label that is a person's, or the post that stands for one.

    >>> [person(who) for who in ["金壮龙", "民政部部长李某", "财政司司长", "林", "关键在于", "时间"]]
    ['金壮龙', '李某', '财政司司长', '林', None, None]
    """
    if len(who) > 48 or who in NOT_NAMES or fits(NOT_SPEAKERS, who):
        return None
    if compiled(NAME).fullmatch(who) or (len(who) == 1 and who in SURNAMES):
        return who.replace(" ", "")
    if found := POST_AND_NAME.fullmatch(who):
        return found["name"].replace(" ", "")
    return who if NAMED_POST.fullmatch(who) else None


# --- roles ----------------------------------------------------------------------------------------------------------


def find_roles(pieces: list[Piece], labels: list[Label]) -> dict[str, str]:
    """Say of each key that names a speaker whether it asks or answers.

    A person speaks who follows a question, speaks again, or has a post in brackets: 宋文川（院长）：. A single label
    that asks, and that no label answers, is none: 采访人：《虚拟日报》记者.
    """
    said = speeches(pieces, labels)
    roles = strong_roles(labels, said)
    called = [(found["name"], role) for key, role in roles.items() if (found := ROLE_AND_NAME.fullmatch(key))]
    voices = defaultdict(list)
    for place, label in enumerate(labels):
        voices[label.key].append(place)
    roles |= {name: role for name, role in called if name in voices}
    if "question" not in roles.values():
        roles |= weak_roles(labels) or dialogue_roles(pieces, labels, voices, said) or media_roles(labels, said)
        roles |= {} if roles else answer_roles(pieces, labels, voices)
    if "question" not in roles.values():
        return roles
    before, voice = None, {key: [said[i] for i in places] for key, places in voices.items()}
    others = [key for key in voices if not person(key)]
    silent = {key for key in others if not speaks_up(key, voices[key], voice[key], labels, roles)}
    for last, label in zip(["", *said], labels, strict=False):
        if label.key not in roles and label.key not in silent:
            places, after_question = voices[label.key], before == "question" or (before == "answer" and asks(last))
            named = not person(label.key) or label.shape.endswith("post") or joins_in(label, roles)
            if named or after_question or len(places) > 1:
                roles[label.key] = vote(label.key, voice[label.key], after_question)
        before = roles.get(label.key, None if person(label.key) else before)
    spoken = sum(label.key in roles for label in labels) + sum(piece.kind in ("question", "answer") for piece in pieces)
    return roles if spoken > 1 else {}


def strong_roles(labels: list[Label], said: list[str]) -> dict[str, str]:
    """Take the labels that ask or answer by their words; A needs a Q, and Q an answer or one more that asks."""
    roles = {label.key: role for label in labels if (role := strong_role(label.key))}
    asked = sum(label.key in ("Q", "q") and asks(speech) for label, speech in zip(labels, said, strict=True))
    if not {"Q", "q"} & set(roles):
        roles = {key: role for key, role in roles.items() if key not in ("A", "a")}
    elif asked < 2 and "answer" not in roles.values():
        roles = {key: role for key, role in roles.items() if key not in ("Q", "q")}
    return roles


def weak_roles(labels: list[Label]) -> dict[str, str]:
    """Take 问题： and 答复： where each is followed by the other."""
    names = [label.key for label in labels]
    pairs = [
        (a, b) for a, b in zip(names, names[1:], strict=False) if fits(WEAK_QUESTIONERS, a) and fits(WEAK_ANSWERERS, b)
    ]
    if len(pairs) < sum(bool(fits(WEAK_QUESTIONERS, name)) for name in names):
        return {}
    return dict.fromkeys((a for a, _ in pairs), "question") | dict.fromkeys((b for _, b in pairs), "answer")


def dialogue_roles(pieces: list[Piece], labels: list[Label], voices: dict, said: list[str]) -> dict[str, str]:
    """Take the names of a dialogue that nobody introduces, one of whom asks: each speaks again, or nobody else does."""
    kinds = {label.key for label in labels if person(label.key) or LATIN.fullmatch(label.key) or fits(MEDIA, label.key)}
    lines = sum(piece.kind in SPEECH for piece in pieces)
    opening = sum(label.key in kinds and not label.start for label in labels)
    posts = sum(label.who != label.key and label.speech == len(pieces[label.piece].text) for label in labels)
    least = 1 if posts > 1 or (opening > 2 and opening >= EVERYWHERE * lines) else 2
    speakers = {
        key: places for key, places in voices.items() if key in kinds and len(places) >= (least if person(key) else 2)
    }  # fmt: skip
    share = {key: sum(asks(said[i]) for i in places) / len(places) for key, places in speakers.items()}
    askers = {key for key in speakers if share[key] >= OFTEN and share[key] * len(speakers[key]) >= least}
    askers |= {key for key, places in speakers.items() if gives_floor(said[places[0]])}
    if len(speakers) < 2 or sum(map(len, speakers.values())) < 2 * least or not askers:
        return {}
    if len(askers) == len(speakers):
        askers = {max(share, key=share.get)}
    return {key: "question" if key in askers else "answer" for key in speakers}


def media_roles(labels: list[Label], said: list[str]) -> dict[str, str]:
    """Take the papers that ask once each, where a person answers each of two or more."""
    asked = [
        label.key
        for label, speech, after in zip(labels, said, labels[1:], strict=False)
        if not label.start and fits(MEDIA, label.key) and asks(speech) and person(after.key)
    ]
    return dict.fromkeys(asked, "question") if len(asked) > 1 else {}


def answer_roles(pieces: list[Piece], labels: list[Label], voices: dict) -> dict[str, str]:
    """Take the names that answer questions without a label."""
    asked = [label for label in labels if not label.start and label.piece and asks_alone(pieces[label.piece - 1])]
    opening = {label.piece for label in labels}
    asked = [label for label in asked if person(label.key) and label.piece - 1 not in opening]
    if len(asked) < 2:
        return {}
    names = {label.key for label in asked} | {key for key, places in voices.items() if person(key) and len(places) > 1}
    return dict.fromkeys(names, "answer")


def speaks_up(key: str, places: list[int], said: list[str], labels: list[Label], roles: dict[str, str]) -> bool:
    """Tell whether a label that is no person's is a speaker's: a paper that asks, a Latin name that answers."""
    if fits(NOT_SPEAKERS, key) or key in NOT_NAMES:
        return False
    if fits(MEDIA, key):
        return labels[places[0]].shape != "boxed" and any(asks(speech) for speech in said)
    answers = sum(i > 0 and roles.get(labels[i - 1].key) == "question" for i in places)
    named = LATIN.fullmatch(key) or compiled(rf"{HAN}{{2,5}}").fullmatch(key)
    return bool(named) and len(places) > 1 and answers >= MOSTLY * len(places)


def joins_in(label: Label, roles: dict[str, str]) -> bool:
    """Tell whether a name that opens one line only is one more who answers: a post says so, or that several do."""
    others = sum(role == "answer" and bool(person(key)) for key, role in roles.items())
    return not label.start and (
        others > 1 or (others > 0 and bool(NAMED_POST.fullmatch(label.key) or label.who != label.key))
    )


def vote(key: str, said: list[str], after_question: bool) -> str:
    """Say whether what a speaker says is mostly questions, or the words of a host."""
    asking = sum(asks(speech) or gives_floor(speech) for speech in said)
    if len(said) == 1 and after_question and not fits(MEDIA, key):
        return "answer"
    return "question" if asking > MOSTLY * len(said) or fits(MEDIA, key) else "answer"


def speeches(pieces: list[Piece], labels: list[Label]) -> list[str]:
    """Give what follows each label up to the next: of a long speech its last paragraph."""
    said = []
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        text = pieces[label.piece].plain
        if after and after.piece == label.piece:
            said.append(text[label.speech : after.start])
            continue
        stop = min(after.piece if after else len(pieces), label.piece + 12)
        rest = [piece.plain for piece in pieces[label.piece + 1 : stop] if piece.kind in SPEECH]
        said.append(rest[-1] if rest and not (text[label.speech :] and asks(text)) else text[label.speech :])
    return said


def asks(speech: str) -> bool:
    """Tell whether a speech ends in a question, thanks aside."""
    return THANKS.sub("", speech[-80:]).endswith("?")


def gives_floor(speech: str) -> bool:
    """Tell whether a speech is a host's."""
    return bool(compiled(HOST[0].pattern).search(speech[-HOSTS_WORDS:]))


def asks_alone(piece: Piece) -> bool:
    """Tell whether a paragraph without a label may be a question."""
    return piece.kind in SPEECH and len(piece.text) <= LONGEST_QUESTION and asks(piece.plain)


# --- turns ----------------------------------------------------------------------------------------------------------


def cut_labels(pieces: list[Piece], labels: list[Label], roles: dict[str, str]) -> Iterator[Piece]:
    """Give the pieces without their labels, each that follows a label opening a turn; a label alone names the next."""
    by_piece = defaultdict(list)
    for label in labels:
        by_piece[label.piece].append(label)
    waiting, held = None, []
    for number, piece in enumerate(pieces):
        if piece.kind not in SPEECH:
            held.append(piece)
            continue
        for start, end, label in segments(piece, by_piece[number]):
            if label and waiting:
                yield waiting[0]._replace(why=SPEECHLESS)
            yield from held
            held = []
            if label and start == end:
                waiting = piece, label
                continue
            name, waiting = label or (waiting[1] if waiting else None), None
            one = part(piece, start, end)
            yield open_turn(one, name, roles[name.key]) if name else one._replace(opens_turn=one.kind is not None)
    if waiting:
        yield waiting[0]._replace(why=SPEECHLESS)
    yield from held


def segments(piece: Piece, labels: list[Label]) -> Iterator[tuple[int, int, Label | None]]:
    """Cut a line at its labels: (start, end, label) of each speech, without the blanks at its end."""
    starts = [(label.start, label.speech, label) for label in labels]
    if not starts or starts[0][0]:
        starts = [(0, 0, None), *starts]
    for (_, speech, label), (stop, _, _) in zip(starts, [*starts[1:], (len(piece.text), 0, None)], strict=True):
        yield speech, speech + len(piece.text[speech:stop].rstrip()), label


def open_turn(piece: Piece, label: Label, role: str) -> Piece:
    """Make a piece the first of a turn; a declared kind overrules the role."""
    why = piece.why if piece.kind else f"label {label.who} ({label.shape})"
    return piece._replace(kind=piece.kind or role, speaker=label.who, opens_turn=True, why=why)


def open_answers(pieces: list[Piece]) -> list[Piece]:
    """Open an answer where a labelled question ends, in an article that labels no answer."""
    opened, asking = [], False
    for piece in pieces:
        if piece.opens_turn:
            asking = piece.kind == "question"
            asked = asks(piece.plain)
        elif asking and piece.kind is None and (asked or not asks(piece.plain)):
            piece, asking = piece._replace(kind="answer", opens_turn=True, why="follows a question"), False
        opened.append(piece)
    return opened


def mark_asked(pieces: list[Piece], answered: set[int]) -> list[Piece]:
    """Mark the questions without a label that labelled answers follow."""
    return [
        piece._replace(kind="question", opens_turn=True, why="a question before a label")
        if piece.kind is None and number + 1 in answered and number not in answered and asks_alone(piece)
        else piece
        for number, piece in enumerate(pieces)
    ]


def mark_unlabelled(pieces: list[Piece]) -> list[Piece]:
    """Mark questions and answers where no label tells them apart: each question stands before a full paragraph."""
    pieces = [p._replace(opens_turn=p.kind in ("question", "answer") or p.opens_turn) for p in pieces]
    head = " ".join(p.plain for p in pieces[:6] if p.kind != "imprint")
    asked = [
        at for at, (piece, after) in enumerate(zip(pieces, pieces[1:], strict=False))
        if at and piece.kind is None and asks_alone(piece) and after.kind is None and not asks_alone(after)
        and after.plain.endswith(tuple("。!”…;:")) and not (at < 4 and LEAD.search(after.plain))
    ]  # fmt: skip
    addressed = [at for at in asked if ADDRESSED.search(pieces[at].plain) or pieces[at].bold == len(pieces[at].text)]
    reported = sum(bool(REPORTED.search(pieces[at + 1].plain[:60])) for at in asked)
    promised = len(asked) > 2 and INTERVIEW.search(head)
    if len(asked) < 2 or reported >= MOSTLY * len(asked) or (len(addressed) < MOSTLY * len(asked) and not promised):
        return pieces
    for at in asked:
        pieces[at] = pieces[at]._replace(kind="question", opens_turn=True, why="a question without a label")
        pieces[at + 1] = pieces[at + 1]._replace(kind="answer", opens_turn=True, why="follows a question")
    return pieces
