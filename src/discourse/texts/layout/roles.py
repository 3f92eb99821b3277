"""Who asks and who answers, told by labels, by what is said under them, and by their order."""

import re
from dataclasses import dataclass, field

from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.rules import (
    HAN,
    MEDIA,
    NAME,
    NOT_NAMES,
    NOT_SPEAKERS,
    WEAK_ANSWERERS,
    WEAK_QUESTIONERS,
    match_rule,
)
from discourse.texts.layout.speech import NAMED_POST, Label, asks_question, gives_floor

# 主持人 蔡明：, who is 蔡明： further down.
ROLE_AND_NAME = re.compile(rf"[^,:]{{0,30}}(?:主持人?|记者)[ (]?(?P<name>{NAME})\)?")
LATIN = re.compile(r"[A-Z][A-Za-z.'\- ]{1,30}[A-Za-z.]")
UNKNOWN_NAME = re.compile(rf"{HAN}{{2,5}}")
SPEECH = {None, "question", "answer"}
# A label alone needs this share of questions among what it says to be one that asks.
MOSTLY, OFTEN, EVERYWHERE = 0.5, 0.3, 0.6
# The most characters of a question without a label, and the most blocks of a speech that are looked at.
LONGEST_QUESTION, LONGEST_SPEECH = 150, 12


@dataclass
class Voice:
    """All that stands under one key: whose it is, its labels by their places among all, and what each says."""

    key: str
    role: str | None
    name: str | None
    is_media: bool
    places: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many of its speeches ask."""
        return sum(asks_question(speech) for speech in self.said)


def find_roles(blocks: list[LineBlock], labels: list[Label]) -> dict[str, str]:
    """Say of each key that names a speaker whether it asks or answers.

    A person speaks who follows a question, speaks again, or has a post in brackets: 宋文川（院长）：. A single label
    that asks, and that no label answers, is none: 采访人：《虚拟日报》记者.
    """
    said, voices = speeches(blocks, labels), {}
    for place, label in enumerate(labels):
        if label.key not in voices:
            media = match_rule(MEDIA, label.key) is not None
            voices[label.key] = Voice(label.key, label.role, label.name, media)
        voices[label.key].places.append(place)
        voices[label.key].said.append(said[place])
    roles = explicit_roles(voices)
    if "question" not in roles.values():
        roles |= weak_roles(labels) or dialogue_roles(blocks, labels, voices) or media_roles(labels, said, voices)
        roles |= {} if roles else answer_roles(blocks, labels, voices)
    if "question" not in roles.values():
        return roles
    hear_others(roles, labels, said, voices)
    spoken = sum(label.key in roles for label in labels) + sum(b.kind in ("question", "answer") for b in blocks)
    return roles if spoken > 1 else {}


def speeches(blocks: list[LineBlock], labels: list[Label]) -> list[str]:
    """Give what follows each label up to the next: of a long speech its last paragraph."""
    said = []
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        text = blocks[label.line].normalized
        if after and after.line == label.line:
            said.append(text[label.speech : after.start])
            continue
        stop = min(after.line if after else len(blocks), label.line + LONGEST_SPEECH)
        first = text[label.speech :]
        rest = [block.normalized for block in blocks[label.line + 1 : stop] if block.kind in SPEECH]
        said.append(rest[-1] if rest and not asks_question(first) else first)
    return said


def asks_alone(block: LineBlock) -> bool:
    """Tell whether a paragraph without a label may be a question."""
    return block.kind in SPEECH and len(block.text) <= LONGEST_QUESTION and block.facts.asks


def explicit_roles(voices: dict[str, Voice]) -> dict[str, str]:
    """Take the labels that ask or answer by their words; A needs a Q, and Q an answer or one more that asks."""
    roles = {key: voice.role for key, voice in voices.items() if voice.role}
    asked = sum(voice.asked for key, voice in voices.items() if key in ("Q", "q"))
    if not {"Q", "q"} & set(roles):
        roles = {key: role for key, role in roles.items() if key not in ("A", "a")}
    elif asked < 2 and "answer" not in roles.values():
        roles = {key: role for key, role in roles.items() if key not in ("Q", "q")}
    named = [(found["name"], role) for key, role in roles.items() if (found := ROLE_AND_NAME.fullmatch(key))]
    return roles | {name: role for name, role in named if name in voices}


def weak_roles(labels: list[Label]) -> dict[str, str]:
    """Take 问题： and 答复： where each is followed by the other."""
    asking = [bool(match_rule(WEAK_QUESTIONERS, label.key)) for label in labels]
    pairs = [
        (label.key, after.key)
        for asks, label, after in zip(asking, labels, labels[1:], strict=False)
        if asks and match_rule(WEAK_ANSWERERS, after.key)
    ]
    if len(pairs) < sum(asking):
        return {}
    return dict.fromkeys((a for a, _ in pairs), "question") | dict.fromkeys((b for _, b in pairs), "answer")


def dialogue_roles(blocks: list[LineBlock], labels: list[Label], voices: dict[str, Voice]) -> dict[str, str]:
    """Take the names of a dialogue that nobody introduces, one of whom asks: each speaks again, or nobody else does."""
    named = {key: v for key, v in voices.items() if v.name or v.is_media or LATIN.fullmatch(key)}
    opening = sum(label.key in named and not label.start for label in labels)
    posts = sum(label.who != label.key and label.speech == len(blocks[label.line].text) for label in labels)
    everywhere = opening > 2 and opening >= EVERYWHERE * sum(block.kind in SPEECH for block in blocks)
    least = 1 if posts > 1 or everywhere else 2
    speakers = {key: v for key, v in named.items() if len(v.said) >= (least if v.name else 2)}
    asked = {key: voice.asked for key, voice in speakers.items()}
    share = {key: asked[key] / len(voice.said) for key, voice in speakers.items()}
    askers = {key for key in speakers if share[key] >= OFTEN and asked[key] >= least}
    askers |= {key for key, voice in speakers.items() if gives_floor(voice.said[0])}
    if len(speakers) < 2 or sum(len(voice.said) for voice in speakers.values()) < 2 * least or not askers:
        return {}
    if len(askers) == len(speakers):
        askers = {max(share, key=share.get)}
    return {key: "question" if key in askers else "answer" for key in speakers}


def media_roles(labels: list[Label], said: list[str], voices: dict[str, Voice]) -> dict[str, str]:
    """Take the papers that ask once each, where a person answers each of two or more."""
    asked = [
        label.key
        for label, speech, after in zip(labels, said, labels[1:], strict=False)
        if not label.start and voices[label.key].is_media and after.name and asks_question(speech)
    ]
    return dict.fromkeys(asked, "question") if len(asked) > 1 else {}


def answer_roles(blocks: list[LineBlock], labels: list[Label], voices: dict[str, Voice]) -> dict[str, str]:
    """Take the names that answer questions without a label."""
    labelled = {label.line for label in labels}
    asked = [
        label.key
        for label in labels
        if label.name and not label.start and label.line and label.line - 1 not in labelled
        and asks_alone(blocks[label.line - 1])
    ]  # fmt: skip
    if len(asked) < 2:
        return {}
    again = [key for key, voice in voices.items() if voice.name and len(voice.said) > 1]
    return dict.fromkeys([*asked, *again], "answer")


def hear_others(roles: dict[str, str], labels: list[Label], said: list[str], voices: dict[str, Voice]) -> None:
    """Add to the roles those who speak beside them, in the order of the labels."""
    silent = {key for key, v in voices.items() if not v.name and not is_speaker(v, labels, roles)}
    answering = sum(role == "answer" and voices[key].name is not None for key, role in roles.items())
    before = None
    for last, label in zip(["", *said], labels, strict=False):
        voice = voices[label.key]
        if label.key not in roles and label.key not in silent:
            after_question = before == "question" or (before == "answer" and asks_question(last))
            # One who opens one line only is one more who answers: a post says so, or that several do.
            post = NAMED_POST.fullmatch(label.key) or label.who != label.key
            joins = not label.start and answering > (0 if post else 1)
            if not voice.name or label.post or joins or after_question or len(voice.places) > 1:
                roles[label.key] = majority_role(voice, after_question)
                answering += roles[label.key] == "answer" and voice.name is not None
        before = roles.get(label.key, None if voice.name else before)


def is_speaker(voice: Voice, labels: list[Label], roles: dict[str, str]) -> bool:
    """Tell whether a label that is no person's is a speaker's: a paper that asks, a Latin name that answers."""
    key, places = voice.key, voice.places
    if match_rule(NOT_SPEAKERS, key) or key in NOT_NAMES:
        return False
    if voice.is_media:
        return labels[places[0]].shape != "boxed" and voice.asked > 0
    answers = sum(i > 0 and roles.get(labels[i - 1].key) == "question" for i in places)
    named = LATIN.fullmatch(key) or UNKNOWN_NAME.fullmatch(key)
    return bool(named) and len(places) > 1 and answers >= MOSTLY * len(places)


def majority_role(voice: Voice, after_question: bool) -> str:
    """Say whether what a speaker says is mostly questions, or the words of a host."""
    if voice.is_media:
        return "question"
    if len(voice.said) == 1 and after_question:
        return "answer"
    asking = sum(asks_question(speech) or gives_floor(speech) for speech in voice.said)
    return "question" if asking > MOSTLY * len(voice.said) else "answer"
