"""What the words of a label say of its speaker, and the words of a speech of its speaker's part."""

import re
from functools import lru_cache
from typing import NamedTuple

from discourse.texts.layout import rules
from discourse.texts.layout.rules import match_rule
from discourse.texts.numerals import NUMERALS

BRACKETS = re.compile(r" ?(?:\([^()]*\)|\[[^\[\]]*\])$")
# A word of two characters, set as wide as one of three: 记　者.
SPREAD = re.compile(rf"(?<=^{rules.HAN}) {{1,4}}(?={rules.HAN}$)")
PERSON = rf"(?:{rules.NAME}|(?:{rules.JAPANESE}){rules.HAN}{{1,3}}|{rules.FOREIGN_NAME})"
WHOLE_NAME = re.compile(PERSON)
# 林委員曉, as a parliament has it.
NAME_AROUND_POST = re.compile(rf"[{rules.SURNAMES}]{rules.OFFICE}{rules.HAN}{{1,2}}")
# FAREED ZAKAR, HOST; Mary Barrow -- Chief Executive Officer.
LATIN_NAME_AND_POST = re.compile(rf"(?P<name>{rules.LATIN_NAME.pattern})(?:,| --?| [–—]) ?[^:。!?]{{2,60}}")
POST_AND_NAME = re.compile(
    rf"[^,:]{{0,40}}(?:{rules.OFFICE} ?|{rules.BUREAU} ?|{rules.PART} ?| )"
    rf"(?P<name>{PERSON}|(?<=师){rules.LATIN_NAME.pattern})"
)
NAMED_POST = re.compile(
    rf"{rules.PARTY}|[^,:]{{0,40}}(?:{rules.OFFICE}|嘉宾|说话人|[Ss]peaker ?)(?:[{NUMERALS}甲乙丙丁A-D]|\d{{1,2}})?|"
    rf"(?:{rules.HAN}{{1,4}}[人者员]|[Ss]peaker|SPEAKER|Participant)[ _-]?(?:[A-Z]|\d{{1,2}})"
)
COUNTED = re.compile(rf"第?{rules.COUNT}")
# 记者问, 负责人答: what they do is no part of who they are.
ASKS_OR_ANSWERS = re.compile("(?<=..)(?:提问|追问|回答|问|答)$")
# How a speech ends inside a line without a full stop; no label holds any of it: 我看——记者：, （笑）记者：.
BROKEN_OFF = re.compile(
    r"…|】|\.{2,12}|·{2,12}|(?<![—-])[—-]{2,6}(?![—-])|\([^()]{0,6}(?:笑|掌|沉默|停顿|点头|摇头)[^()]{0,4}\)|(?<![^。!?…,;:])[^()。!?…,;:]{1,20}\)"
)
# The most characters of a label, and of the last words of a speech that show whether it asks, or gives the floor.
TIME_AHEAD = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]? {0,2}[^\d\s]")
LONGEST_LABEL, LAST_WORDS, HOSTS_WORDS = 48, 80, 200
# The words of a few labels are asked again and again.
MANY_LABELS = 4096


class Label(NamedTuple):
    """Words that may name a speaker: where they and the speech begin, who it is, and the shape they are set in.

    `key` is what all labels of a speaker share; `role` is question or answer where the words alone tell it, `name` the
    person's; `post` tells that a post stands behind in brackets, `line` is the number of the block.
    """

    start: int
    speech: int
    who: str
    key: str
    shape: str
    role: str | None
    name: str | None
    post: bool = False
    line: int = 0

    @property
    def names_speaker(self) -> bool:
        """Whether its words alone tell a part, or name a person."""
        return bool(self.role or self.name)

    @property
    def is_sign(self) -> bool:
        """Whether it is no more than a sign that somebody asks or answers: 问, 答, Q, A."""
        return match_rule(rules.QUESTIONERS, self.key) in ("asked", "Q") or self.key in ("答", "A")

    @property
    def names_post(self) -> bool:
        """Whether it names a post, beside the name or in its place."""
        return self.who != self.key or NAMED_POST.fullmatch(self.key) is not None


def make_label(printed: str, who: str, shape: str, *, start: int = 0, speech: int, post: bool = False) -> Label:
    """Make a label of its words as they are printed and as the rules see them, without the number of the question."""
    printed, key, role, name = read_speaker(printed, who)
    return Label(start, speech, printed, key, shape, role, name, post)


@lru_cache(MANY_LABELS)
def read_speaker(printed: str, who: str) -> tuple[str, str, str | None, str | None]:
    """Return what the words of a label say: who it is as printed, the key of all labels of his, his role and name."""
    doer = ASKS_OR_ANSWERS.sub("", who)
    # 一问一答 is done by nobody.
    if (
        doer != who
        and doer[0] not in "有又"
        and "问" not in doer
        and (match_rule(rules.QUESTIONERS, doer) or NAMED_POST.fullmatch(doer))
    ):
        printed, who = printed[: len(doer)], doer
    asked, role, name = match_rule(rules.QUESTIONERS, who), role_of_label(who), speaker_name(who)
    # 问, 答, Q, A and 问题 may be numbered.
    if asked in ("asked", "Q") or match_rule(rules.ANSWERERS, who) or match_rule(rules.WEAK_QUESTIONERS, who):
        printed, key = (COUNTED.sub("", words).strip() for words in (printed, who))
    else:
        key = who if role else name or who
    # A name of two characters, set as wide as one of three.
    whole = "".join(printed.split())
    printed = whole if len(whole) == len(key) else printed
    if key != who:
        role, name = role_of_label(key), speaker_name(key)
    return printed, key, role, name


def read_label(text: str, found: re.Match | None) -> Label | None:
    """Read the label that a rule of LABELS found in a line; a comma parts sentences, not the words of a label."""
    if not found:
        return None
    span = slice(*next(found.span(group) for group in "abcdefghijkl" if found[group] is not None))
    who, printed = found.string[span].strip(), text[span].strip()
    short = BRACKETS.sub("", who)
    name, comma, post_behind = short.partition(",")
    if comma and WHOLE_NAME.fullmatch(name) and NAMED_POST.fullmatch(post_behind.strip()):
        short = name
    length, short = len(short), SPREAD.sub("", short)
    if (
        not short
        or ("," in short and not rules.LATIN_NAME.match(short))
        or BROKEN_OFF.search(short)
        or ("、" in short and not (NAMED_POST.match(short) or role_of_label(short)))
    ):
        return None
    shape, post = found.lastgroup or "", length != len(who)
    label = make_label(printed[:length], short, shape, start=found.start(), speech=found.end(), post=post)
    # Whatever stands beside the time of a speech is who speaks, or behind his part.
    timed = found["g"] or found["l"] or TIME_AHEAD.match(found.string, found.start(), found.end())
    named = timed and not label.names_speaker and not match_rule(rules.NOT_SPEAKERS, short)
    return label._replace(name=label.who) if named else label


@lru_cache(MANY_LABELS)
def role_of_label(who: str) -> str | None:
    """Say whether a label asks or answers by its words alone.

    >>> [role_of_label(who) for who in ["韩联社记者", "答", "金壮龙"]]
    ['question', 'answer', None]
    """
    if len(who) > LONGEST_LABEL:
        return None
    return "question" if match_rule(rules.QUESTIONERS, who) else "answer" if match_rule(rules.ANSWERERS, who) else None


@lru_cache(MANY_LABELS)
def speaker_name(who: str) -> str | None:
    """Return the name in a label that is a person's, or the post that stands for one.

    >>> [speaker_name(who) for who in ["金壮龙", "民政部部长李某", "财政司司长", "林", "关键在于", "时间"]]
    ['金壮龙', '李某', '财政司司长', '林', None, None]
    """
    if len(who) > LONGEST_LABEL or who in rules.NOT_NAMES or match_rule(rules.NOT_SPEAKERS, who):
        return None
    if rules.LATIN_NAME.fullmatch(who) and not match_rule(rules.MEDIA, who):
        return who
    if found := LATIN_NAME_AND_POST.fullmatch(who):
        return found["name"]
    if NAME_AROUND_POST.fullmatch(who):
        return who
    if WHOLE_NAME.fullmatch(who) or (len(who) == 1 and who in rules.SURNAMES):
        return who.replace(" ", "")
    found = POST_AND_NAME.fullmatch(who)
    if found and found["name"] not in rules.NOT_NAMES:
        return found["name"] if found["name"].isascii() else found["name"].replace(" ", "")
    return who if NAMED_POST.fullmatch(who) else None


def asks_question(speech: str) -> bool:
    """Tell whether a speech ends in a question, thanks aside."""
    last = speech[-LAST_WORDS:]
    return "?" in last and rules.THANKS.sub("", last).endswith("?")


def gives_floor(speech: str) -> bool:
    """Tell whether a speech is a host's."""
    return bool(rules.HOST.any_rule.search(speech[-HOSTS_WORDS:]))
