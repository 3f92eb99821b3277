"""Who asks and who answers, told by labels, by what is said under them, and by their order."""

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from discourse.texts.fact import fact
from discourse.texts.layout import rules
from discourse.texts.layout.blocks import LineBlock
from discourse.texts.layout.rules import match_rule
from discourse.texts.layout.speech import Label, asks_question, gives_floor

# 主持人 蔡明：, who is 蔡明： further down.
ROLE_AND_NAME = re.compile(rf"[^,:]{{0,30}}(?:主持人?|记者)[ (]?(?P<name>{rules.NAME})\)?")
LATIN = re.compile(r"[A-Z][A-Za-z.'\- ]{1,30}[A-Za-z.]")
UNKNOWN_NAME = re.compile(rf"{rules.HAN}{{1,5}}|[A-Z]{{1,2}}-?\d{{0,3}}|{rules.INSTITUTION.pattern}")
PRONOUNS = "我你您他她它咱"
# Before a colon these tell of what somebody says.
TELLS = re.compile(r".*(?:[说道问答称喊叫想写讲指曰云]|[指写]出|表示|认为|回答|如下|包括)")
# What the host of a broadcast says first.
BROADCAST = re.compile("欢迎(?:[您你]|大家|继续)?收[看听]")
SPEECH = {None, "question", "answer"}
# A label alone needs this share of questions among what it says to be one that asks.
MOSTLY, OFTEN, EVERYWHERE = 0.5, 0.3, 0.6
# An answer begins so many lines below the first of its question at the most.
NEAR = 4
# Two who take turns speak so often at the least, and nearly always one behind the other.
LEAST_TAKEN, TAKEN_IN_TURN = 3, 0.8
# Who asks says so much less than who answers.
SHORTER = 0.6
# So many people, each in a line of his own, were asked the same.
LEAST_POLLED, LEAST_SAID = 4, 8
# The most characters of a speech that greet.
FIRST_WORDS = 40
# The most characters of a question without a label, and the most blocks of a speech that are looked at.
LONGEST_QUESTION, LONGEST_SPEECH = 150, 12


@dataclass
class Voice:
    """All that stands under one key: whose it is, its labels by their places among all, what each says, and the first
    paragraph of the first.
    """

    key: str
    role: str | None
    name: str | None
    is_media: bool
    places: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    opens: str = ""

    @property
    def asked(self) -> int:
        """How many of its speeches ask."""
        return sum(asks_question(speech) for speech in self.said)

    def majority_role(self, after_question: bool) -> str:
        """Say whether what it says is mostly questions, or the words of a host."""
        if self.is_media:
            return "question"
        if len(self.said) == 1 and after_question and not (self.asked and len(self.said[0]) <= LONGEST_QUESTION):
            return "answer"
        if gives_floor(self.said[0]) or BROADCAST.search(self.opens):
            return "question"
        asking = sum(asks_question(speech) or gives_floor(speech) for speech in self.said)
        return "question" if asking > MOSTLY * len(self.said) else "answer"


def asks_alone(block: LineBlock) -> bool:
    """Tell whether a paragraph without a label may be a question."""
    return block.kind in SPEECH and len(block.text) <= LONGEST_QUESTION and block.facts.asks


def may_be_name(key: str) -> bool:
    """Tell whether words that no rule knows may name somebody."""
    return bool(UNKNOWN_NAME.fullmatch(key)) and not says_no_name(key)


def says_no_name(key: str) -> bool:
    """Tell whether words stand where a name might, and are none: 他说, 例如."""
    return bool(TELLS.fullmatch(key) or key in rules.NOT_NAMES or match_rule(rules.NOT_SPEAKERS, key))


class Dialogue:
    """The blocks of an article, its labels, what is `said` under each, and the `voices` by their keys."""

    def __init__(self, blocks: list[LineBlock], labels: list[Label]):
        self.blocks, self.labels = blocks, labels
        self.said = list[str]()
        self.voices = dict[str, Voice]()
        for place, (label, after) in enumerate(zip(labels, [*labels[1:], None], strict=False)):
            # What follows a label up to the next; of a long speech its last paragraph.
            text = blocks[label.line].normalized
            if after and after.line == label.line:
                speech = text[label.speech : after.start]
            else:
                stop = min(after.line if after else len(blocks), label.line + LONGEST_SPEECH)
                speech = text[label.speech :]
                rest = [block.normalized for block in blocks[label.line + 1 : stop] if block.kind in SPEECH]
                speech = rest[-1] if rest and not asks_question(speech) else speech
            self.said.append(speech)
            if label.key not in self.voices:
                is_media = match_rule(rules.MEDIA, label.key) is not None
                opens = text[label.speech : after.start if after and after.line == label.line else None]
                self.voices[label.key] = Voice(label.key, label.role, label.name, is_media, opens=opens)
            self.voices[label.key].places.append(place)
            self.voices[label.key].said.append(speech)

    def find_roles(self) -> dict[str, str]:
        """Say of each key that names a speaker whether it asks or answers.

        A person speaks who follows a question, speaks again, or has a post in brackets: 宋文川（院长）：. A single
        label that asks, and that no label answers, is none: 采访人：《虚拟日报》记者.
        """
        roles: dict[str, str] = {}
        for find in ROLE_FINDERS:
            if "question" not in roles.values() and not (roles and find is Dialogue.answer_roles):
                roles |= find(self)
        if "question" not in roles.values():
            return roles or self.panel_roles()
        self.add_other_speakers(roles)
        roles |= dict.fromkeys(self.answering_reporters(roles), "answer")
        roles |= dict.fromkeys(self.only_host(roles), "answer")
        spoken = sum(label.key in roles for label in self.labels) + sum(
            b.kind in ("question", "answer") for b in self.blocks
        )
        return roles if spoken > 1 else {}

    @fact
    def posts_alone(self) -> list[str]:
        """The keys of labels with a post and a name that stand on a line of their own."""
        posts = [label for label in self.labels if label.who != label.key]
        return [label.key for label in posts if label.speech == len(self.blocks[label.line].text)]

    def explicit_roles(self) -> dict[str, str]:
        """Take the labels that ask or answer by their words; A needs a Q, and Q an answer or one more that asks."""
        voices = self.voices
        # 采访者：青禾 says that 青禾： asks.
        told = {key: voice.opens.strip() for key, voice in voices.items() if voice.opens.strip() in voices}
        roles = {told.get(key, key): voice.role for key, voice in voices.items() if voice.role}
        asked = sum(voices[key].asked for key in ("Q", "q") if key in voices)
        unsure = ("A", "a") if not {"Q", "q"} & set(roles) else ("Q", "q") if asked < 2 else ()
        if unsure != ("Q", "q") or "answer" not in roles.values():
            roles = {key: role for key, role in roles.items() if key not in unsure}
        # Accounts one below the other comment, and nobody answers them.
        accounts = [label.key[0] == "@" for label in self.labels]
        if any(map(all, pairwise(accounts))):
            roles = {key: role for key, role in roles.items() if key[0] != "@"}
        if "answer" not in roles.values():
            # 一问：红线怎么守 heads what stands below.
            roles = {key: role for key, role in roles.items() if key not in ("问", "访") or voices[key].asked}
            # Where nobody else asks, a reader who does once is quoted.
            public = all(match_rule(rules.QUESTIONERS, key) == "public" for key in roles)
            roles = {} if public and sum(voices[key].asked for key in roles) < 2 else roles
        named = [(found["name"], role) for key, role in roles.items() if (found := ROLE_AND_NAME.fullmatch(key))]
        return roles | {name: role for name, role in named if name in voices}

    def paired_roles(self) -> dict[str, str]:
        """Take 问题： and 答复： where each is followed by the other."""
        asking = {key for key in self.voices if match_rule(rules.WEAK_QUESTIONERS, key)}
        replying = {key for key in self.voices if match_rule(rules.WEAK_ANSWERERS, key)}
        keys = [label.key for label in self.labels if label.key in asking | replying]
        pairs = [(key, after) for key, after in pairwise(keys) if key in asking and after in replying]
        if len(pairs) < sum(key in asking for key in keys):
            return {}
        return {key: "question" for key, _ in pairs} | {after: "answer" for _, after in pairs}

    def dialogue_roles(self) -> dict[str, str]:
        """Take the names that nobody introduces, one of whom asks: each speaks again, or nobody else does."""
        named = {
            key: v for key, v in self.voices.items()
            if v.name or v.is_media or key in rules.SIGNS or LATIN.fullmatch(key)
        }  # fmt: skip
        named |= self.turn_takers(named)
        least = self.fewest_speeches(named)
        speakers = {key: v for key, v in named.items() if len(v.said) >= (least if v.name else 2)}
        share = {key: voice.asked / len(voice.said) for key, voice in speakers.items()}
        askers = {
            key for key, voice in speakers.items()
            if gives_floor(voice.said[0]) or BROADCAST.search(voice.opens)
            or (share[key] >= OFTEN and voice.asked >= least)
        }  # fmt: skip
        if len(speakers) < 2 or sum(len(voice.said) for voice in speakers.values()) < 2 * least or not askers:
            return {}
        if len(askers) == len(speakers):
            askers = {max(share, key=share.__getitem__)}
        return {key: "question" if key in askers else "answer" for key in speakers}

    def turn_takers(self, named: dict[str, Voice]) -> dict[str, Voice]:
        """Take the words that are no names if they open lines again and again, each beside others: 学生, 祖父.

        Who asks again and again, and whom a person answers each time, need not open most lines: the name of a paper.
        Nor need who answers a paper, or one who asks so, each time: 阿力木.
        """
        found = {}
        for key, voice in self.voices.items():
            # Who asks nearly each time may be called what else tells of what is said: 看理想.
            asks = len(voice.places) >= LEAST_TAKEN and voice.asked > MOSTLY * len(voice.said)
            called = may_be_name(key) or (asks and UNKNOWN_NAME.fullmatch(key) and key[0] not in PRONOUNS)
            if key not in named and len(voice.places) > 1 and called:
                beside = {
                    self.labels[at + step].key
                    for at in voice.places
                    for step in (-1, 1)
                    if 0 <= at + step < len(self.labels)
                }
                found.update({key: voice} if key not in beside else {})
        if not found:
            return found
        speaking = named.keys() | found.keys()
        opening = sum(not label.start and label.key in speaking for label in self.labels)
        lines = sum(block.kind in SPEECH for block in self.blocks)
        everywhere = opening >= EVERYWHERE * lines
        # Who asks as often as two who take turns speak may be answered by one whose name is no name, either.
        asking = {
            key
            for key, voice in found.items()
            if self.is_answered(voice, speaking if len(voice.places) >= LEAST_TAKEN else named.keys())
        }
        asking |= {key for key, voice in named.items() if voice.is_media and voice.asked == len(voice.said)}
        return {
            key: voice
            for key, voice in found.items()
            if everywhere or key in asking or all(at and self.labels[at - 1].key in asking for at in voice.places)
        }

    def is_answered(self, voice: Voice, speaking: Container[str]) -> bool:
        """Tell whether nearly all that a voice says are questions, and the next to speak is each time of `speaking`."""
        after = [label.key for at in voice.places for label in self.labels[at + 1 : at + 2]]
        answered = len(after) == len(voice.said) and all(key in speaking for key in after)
        return answered and voice.asked > MOSTLY * len(voice.said)

    def fewest_speeches(self, named: dict[str, Voice]) -> int:
        """Say how often each must speak: once, where labels have posts or open nearly every line below, else twice."""
        alone = len(self.posts_alone)
        opening = [label.line for label in self.labels if label.key in named and not label.start]
        labelled = {label.line for label in self.labels}
        # Where questions have no label, those who answer them do not talk with each other.
        asked = any(asks_alone(block) for at, block in enumerate(self.blocks) if at not in labelled)
        first = 0 if asked else min(opening, default=0)
        lines = self.count_speeches(first)
        return 1 if alone > 1 or (len(opening) > 2 and len(opening) >= EVERYWHERE * lines) else 2

    def count_speeches(self, first: int) -> int:
        """Count the lines from the `first` on that may be speech, but for labels alone on theirs."""
        alone = {label.line for label in self.labels if label.speech == len(self.blocks[label.line].text)}
        return sum(block.kind in SPEECH and at not in alone for at, block in enumerate(self.blocks) if at >= first)

    def alternating_roles(self) -> dict[str, str]:
        """Take two who speak one after the other, whatever they are called, and one of whom asks: 群岛ARCHIPELAGO.

        The lines above may say who asks: 记者 RJ 与 JK 的对话.
        """
        pairs = Counter(tuple(sorted(pair)) for pair in pairwise(label.key for label in self.labels))
        two = max(pairs, key=lambda pair: (pairs[pair], pair), default=())
        voices = [self.voices[key] for key in dict.fromkeys(two)]
        spoken = [len(voice.said) for voice in voices]
        if len(voices) < 2 or min(spoken) < 2 or pairs[two] < TAKEN_IN_TURN * (sum(spoken) - 1):
            return {}
        weak = {key for key in two if match_rule(rules.WEAK_QUESTIONERS, key)}
        if any(says_no_name(key) for key in {*two} - weak):
            return {}
        # Who speaks but twice must ask, or answer, each time.
        only = [voice.asked in (0, len(voice.said)) for voice in voices]
        if min(spoken) < LEAST_TAKEN and not (all(only) and sum(voice.asked > 0 for voice in voices) == 1):
            return {}
        above = "\n".join(block.normalized for block in self.blocks[: self.labels[self.voices[two[0]].places[0]].line])
        asking = [
            voice.key for voice in voices
            if voice.asked > MOSTLY * len(voice.said)
            or re.search(rf"(?:记者|主持人|采访[人者]|访谈[人者]) ?{re.escape(voice.key)}(?!\w)", above)
        ]  # fmt: skip
        if len(asking) != 1:
            asking = self.shorter_asker(voices)
        return {key: "question" if key in asking else "answer" for key in two} if asking else {}

    def shorter_asker(self, voices: list[Voice]) -> list[str]:
        """Find which of two asks a larger share of the time and says far less: who asks, though not in each speech."""
        first, second = sorted(voices, key=lambda voice: voice.asked / len(voice.said))
        length = {
            voice.key: sum(self.lengths[at] for at in voice.places) / len(voice.places) for voice in (first, second)
        }
        asks = second.asked > first.asked and length[second.key] < SHORTER * length[first.key]
        return [second.key] if asks else []

    @fact
    def lengths(self) -> list[int]:
        """How many characters stand under each label."""
        ends = [(label.line, label.start) for label in self.labels[1:]] + [(len(self.blocks), 0)]
        found = []
        for label, (line, start) in zip(self.labels, ends, strict=True):
            lines = [len(block.text) for block in self.blocks[label.line : line]]
            found.append(sum(lines) - label.speech + (start if line == label.line else 0))
        return found

    def media_roles(self) -> dict[str, str]:
        """Take the papers that ask once each, where a person answers each of two or more."""
        asked = [
            label.key
            for label, after, speech in zip(self.labels, self.labels[1:], self.said, strict=False)
            if not label.start and self.voices[label.key].is_media and after.name and asks_question(speech)
        ]
        return dict.fromkeys(asked, "question") if len(asked) > 1 else {}

    def one_who_answers(self) -> dict[str, str]:
        """Take one who speaks behind each of several others, whatever they are called, and nearly all of them ask."""
        for key, voice in self.voices.items():
            before = [at - 1 for at in voice.places if at and self.labels[at - 1].key != key]
            enough = len(voice.places) >= LEAST_TAKEN and len(before) == len(voice.places)
            if not enough or voice.asked > OFTEN * len(voice.said) or not (voice.name or may_be_name(key)):
                continue
            asked = [at for at in before if asks_question(self.said[at])]
            if len(asked) >= max(LEAST_TAKEN, TAKEN_IN_TURN * len(before)):
                return {self.labels[at].key: "question" for at in before} | {key: "answer"}
        return {}

    def one_who_asks(self) -> dict[str, str]:
        """Take one who asks again and again at the beginning of lines, and whose answers have no label."""
        labelled = {label.line for label in self.labels}
        for key, voice in self.voices.items():
            lines = [self.labels[at].line for at in voice.places if not self.labels[at].start]
            enough = len(lines) == len(voice.places) >= LEAST_TAKEN and voice.asked >= TAKEN_IN_TURN * len(lines)
            known = voice.name or voice.is_media or may_be_name(key)
            if enough and known and not any(line + 1 in labelled for line in lines):
                return {key: "question"}
        return {}

    def answer_roles(self) -> dict[str, str]:
        """Take the names that answer questions without a label."""
        blocks, labelled = self.blocks, {label.line for label in self.labels}
        opening = [label for label in self.labels if label.name and not label.start and label.line]
        asked = [b.key for b in opening if b.line - 1 not in labelled and asks_alone(blocks[b.line - 1])]
        if len(asked) < 2:
            return {}
        again = [key for key, voice in self.voices.items() if voice.name and len(voice.said) > 1]
        return dict.fromkeys([*asked, *again], "answer")

    def panel_roles(self) -> dict[str, str]:
        """Take the guests of a panel whom nobody asks: two or more, with a post or speaking again, in most lines.

        So are those who each say something once, one below the other.
        """
        labels = [label for label in self.labels if label.name and not label.start]
        lines = self.count_speeches(min((label.line for label in labels), default=0))
        timed = sum(label.shape == "timed" for label in labels)
        again = {label.key for label in labels if len(self.voices[label.key].said) > 1}
        spoken = [(label, self.blocks[label.line].facts) for label in labels]
        said = [label for label, line in spoken if line.ends_sentence and len(line.text) - label.speech >= LEAST_SAID]
        rows = groupby(enumerate(said), key=lambda each: each[1].line - each[0])
        polled = [keys for _, row in rows if len(keys := {label.key for _, label in row}) >= LEAST_POLLED]
        if polled:
            return dict.fromkeys(sorted(set().union(*polled)), "answer")
        sure = again | {label.key for label in labels if label.names_post or label.shape == "timed"}
        if len(again) < 2 or (len(labels) < EVERYWHERE * lines and timed < len(labels)):
            return {}
        return dict.fromkeys((label.key for label in labels if label.key in sure), "answer")

    def add_other_speakers(self, roles: dict[str, str]) -> None:
        """Add to the roles those who speak beside them, in the order of the labels."""
        labels, voices = self.labels, self.voices
        others = {key for key, voice in voices.items() if voice.name or self.is_speaker(voice, roles)}
        answering = self.count_answering(roles)
        alone = set(self.posts_alone)
        alone = alone if len(alone) > 1 else set()
        first = next(label.line for label in labels if label.name or label.key in roles)
        above = "\n".join(block.normalized for block in self.blocks[:first])
        before = None
        for last, label in zip(["", *self.said], labels, strict=False):
            voice = voices[label.key]
            if label.key not in roles and label.key in others:
                after_question = before == "question" or (before == "answer" and asks_question(last))
                # One who opens one line only is one more who answers: a post says so, that several do, or the lines
                # above the first label, which name who takes part.
                greets = rules.GREETING.search(self.blocks[label.line].normalized[label.speech :][:FIRST_WORDS])
                joins = not label.start and bool(answering > 1 - label.names_post or greets or str(voice.name) in above)
                joins |= label.key in alone
                if any((not voice.name, label.post, joins, after_question, len(voice.places) > 1)):
                    roles[label.key] = "answer" if self.is_asked(voice, roles) else voice.majority_role(after_question)
                    answering += roles[label.key] == "answer" and voice.name is not None
            before = roles.get(label.key, None if voice.name else before)

    def count_answering(self, roles: dict[str, str]) -> int:
        """Count the persons who answer by their role, or those whose label opens the line below a question, if more."""
        known = sum(role == "answer" and self.voices[key].name is not None for key, role in roles.items())
        below = {
            label.key
            for last, label in pairwise(self.labels)
            if label.name and not label.start and roles.get(last.key) == "question" and label.line - last.line < NEAR
        }
        return max(known, len(below))

    def answering_reporters(self, roles: dict[str, str]) -> list[str]:
        """List those who ask by their words, but in this text answer a host: they follow questions, and ask few."""
        labels, found = self.labels, []
        role_before = ["", *(roles.get(label.key, "") for label in labels)]
        asked_before = [False, *(asks_question(said) and not gives_floor(said) for said in self.said)]
        for key, voice in self.voices.items():
            if roles.get(key) != "question" or match_rule(rules.QUESTIONERS, key) not in ("reporter", "public"):
                continue
            asked = sum(
                asked_before[at] and role_before[at] == "question" and labels[at - 1].key != key for at in voice.places
            )
            answered = sum(role_before[at + 2 : at + 3] == ["answer"] for at in voice.places)
            enough = MOSTLY * len(voice.places)
            if asked >= enough > answered and voice.asked <= OFTEN * len(voice.places):
                found.append(key)
        return found

    def only_host(self, roles: dict[str, str]) -> list[str]:
        """Find the one person who welcomes and gives the floor where only reporters ask: he answers them, too."""
        asks_by_words = {key for key in roles if self.voices[key].role == "question" or self.voices[key].is_media}
        others = [key for key in roles if key not in asks_by_words]
        alone = len(others) == 1 and asks_by_words and {*roles.values()} == {"question"}
        answers = alone and any(self.labels[at - 1].key in asks_by_words for at in self.voices[others[0]].places if at)
        return others if answers else []

    def is_asked(self, voice: Voice, roles: dict[str, str]) -> bool:
        """Tell whether somebody speaks between the questions of others, whatever he asks in return."""
        around = ["question", *(roles.get(label.key) for label in self.labels), "question"]
        between = [at for at in voice.places if at and around[at] == around[at + 2] == "question"]
        return voice.name is not None and len(between) > 1 and len(between) > MOSTLY * len(voice.places)

    def is_speaker(self, voice: Voice, roles: dict[str, str]) -> bool:
        """Tell whether a label that is no person's is a speaker's: a paper that asks, a Latin name that answers."""
        key, places = voice.key, voice.places
        if match_rule(rules.NOT_SPEAKERS, key) or key in rules.NOT_NAMES:
            return False
        if voice.is_media:
            # A paper in a box may be the name of a column, but not alone on its line above a question.
            first = self.labels[places[0]]
            alone = first.speech == len(self.blocks[first.line].text)
            return (first.shape != "boxed" or alone) and voice.asked > 0
        before = [(self.labels[i], self.labels[i - 1]) for i in places if i]
        first_inside = any(self.labels[place].start for place in places)
        # What an answer names, further down, answers nobody: 资料来源.
        answers = sum(roles.get(last.key) == "question" and label.line - last.line < NEAR for label, last in before)
        named = LATIN.fullmatch(key) or may_be_name(key)
        if named and rules.PERSONS.fullmatch(key):
            answers = sum(
                bool(last.key in roles or last.name) and label.line - last.line < NEAR for label, last in before
            )
        least = 1 if rules.INSTITUTION.fullmatch(key) else 2 if len(key) > 1 else 3
        if bool(named) and len(places) >= least and answers >= MOSTLY * len(places):
            return True
        # Where a speaker opens nearly every line, so does one who is called like nobody else, and opens several.
        lines = self.count_speeches(self.labels[0].line)
        known = [label for label in self.labels if label.key in roles or label.name]
        opening = sum(not label.start for label in known)
        return may_be_name(key) and len(places) > 1 and not first_inside and opening >= EVERYWHERE * lines


# In this order, until one finds who asks; the last only where none found anything.
ROLE_FINDERS = (
    Dialogue.explicit_roles, Dialogue.paired_roles, Dialogue.dialogue_roles, Dialogue.alternating_roles,
    Dialogue.media_roles, Dialogue.one_who_answers, Dialogue.one_who_asks,
    Dialogue.answer_roles,
)  # fmt: skip
